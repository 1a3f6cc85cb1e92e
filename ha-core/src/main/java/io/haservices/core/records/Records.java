package io.haservices.core.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.spi.coordination.Entry;
import io.haservices.values.Bytes;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Records as entries' values: one JSON object with a {@code format} number. Unknown fields are passed over, so that a record of
 * this format may grow; missing ones are an error; a higher format number is refused.
 */
public final class Records {
    private static final int FORMAT = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /** The components that older records lack, with what they mean then; looking them up takes long. */
    private static final ClassValue<Map<String, String>> ADDED_LATER = new ClassValue<>() {
        @Override
        protected Map<String, String> computeValue(Class<?> kind) {
            Map<String, String> found = new LinkedHashMap<>();
            for (RecordComponent component : kind.getRecordComponents()) {
                AddedLater later = component.getAnnotation(AddedLater.class);
                if (later != null) {
                    found.put(component.getName(), later.value());
                }
            }
            return found;
        }
    };

    private Records() {}

    /** The bytes of a record. */
    public static Bytes encode(Record content) {
        ObjectNode object = MAPPER.createObjectNode().put("format", FORMAT);
        object.setAll((ObjectNode) MAPPER.valueToTree(content));
        try {
            return Bytes.of(MAPPER.writeValueAsBytes(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of our own cannot be written: " + content, e);
        }
    }

    /**
     * The record in an entry.
     *
     * @throws UnreadableRecordException when there is none of this kind
     */
    public static <R extends Record> R decode(Entry entry, Class<R> kind) {
        try {
            JsonNode tree = MAPPER.readTree(entry.value().toArray());
            requireKnown(tree.path("format"));
            addWhatCameLater(tree, kind);
            return MAPPER.treeToValue(tree, kind);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableRecordException(
                    "the entry '" + entry.key() + "' (" + entry.value() + ") is no readable "
                            + kind.getSimpleName().replace("Record", "").toLowerCase(java.util.Locale.ROOT)
                            + " record: "
                            + firstLine(e),
                    e);
        }
    }

    private static void requireKnown(JsonNode format) throws IOException {
        if (!format.isIntegralNumber() || format.bigIntegerValue().signum() < 1) {
            throw new IOException("it has no format number");
        }
        if (!format.canConvertToInt() || format.intValue() > FORMAT) {
            throw new IOException("its format " + format + " is of a newer version");
        }
    }

    private static void addWhatCameLater(JsonNode tree, Class<? extends Record> kind) throws IOException {
        for (Map.Entry<String, String> later : ADDED_LATER.get(kind).entrySet()) {
            if (tree instanceof ObjectNode object && !object.has(later.getKey())) {
                object.set(later.getKey(), MAPPER.readTree(later.getValue()));
            }
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }
}
