package io.haservices.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Makes dotted keys of a YAML tree. Works on nodes and not on values, so that a text stays as it was written ({@code 0777},
 * {@code yes}, {@code 1e3}) and each has its line.
 */
final class YamlFlattening {
    private static final int MAX_DEPTH = 50;
    // A few aliases of aliases can stand for billions of values.
    private static final int MAX_NODES = 50_000;
    // And aliases of one long text, or nested beneath long keys, for gigabytes.
    private static final int MAX_CHARACTERS = 8 * BoundedText.MAX_BYTES;
    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private final Path file;
    private final OptionCatalog catalog;
    private final Findings findings;
    private final Layer layer = new Layer();
    private int nodes;
    private long characters;

    YamlFlattening(Path file, OptionCatalog catalog, Findings findings) {
        this.file = file;
        this.catalog = catalog;
        this.findings = findings;
    }

    Layer layer() {
        return layer;
    }

    void document(Node root) {
        if (root instanceof MappingNode mapping) {
            mapping("", mapping, 0);
        } else if (!isNull(root)) {
            findings.problem(origin(root) + ": not a mapping of keys to values; write 'key: value'.");
        }
    }

    private void mapping(String prefix, MappingNode mapping, int depth) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (!within(tuple.getValueNode(), depth)) {
                return;
            }
            if (tuple.getKeyNode() instanceof ScalarNode key && !key.getValue().isBlank()) {
                String name = prefix + key.getValue().trim();
                characters += name.length();
                value(name, tuple.getKeyNode(), tuple.getValueNode(), depth + 1);
            } else {
                findings.problem(origin(tuple.getKeyNode()) + ": a key must be a text.");
            }
        }
    }

    private void value(String key, Node keyNode, Node value, int depth) {
        if (value instanceof MappingNode mapping) {
            mapping(key + ".", mapping, depth);
        } else if (value instanceof SequenceNode sequence) {
            put(key, keyNode, list(key, sequence, depth));
        } else {
            put(key, keyNode, text(value, depth));
        }
    }

    private void put(String key, Node keyNode, String text) {
        Origin origin = origin(keyNode);
        GivenValue former = layer.put(key, new GivenValue(text, origin));
        if (former != null) {
            findings.problem(
                    "'" + key + "' is written twice, at " + former.origin() + " and " + origin + ". Keep one of them.");
        }
    }

    private String list(String key, SequenceNode sequence, int depth) {
        List<Node> items = sequence.getValue();
        boolean ours = catalog.find(key).isPresent();
        for (Node item : items) {
            boolean plain = item instanceof ScalarNode scalar
                    && !scalar.getValue().contains(";")
                    && !scalar.getValue().contains(",");
            if (ours && !plain) {
                findings.problem(
                        origin(item) + ": an item of the list '" + key + "' must be a text without ';' and ','.");
            }
        }
        return items.stream().map(item -> text(item, depth + 1)).collect(Collectors.joining(";"));
    }

    /** A node as one text. Lists of lists and the like only occur in options that are not ours, and are merely shown. */
    private String text(Node node, int depth) {
        if (!within(node, depth)) {
            return "";
        }
        if (node instanceof ScalarNode scalar) {
            return isNull(scalar) ? "" : scalar.getValue();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> text(item, depth + 1))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .map(pair -> text(pair.getKeyNode(), depth + 1) + ": " + text(pair.getValueNode(), depth + 1))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return "";
    }

    private boolean within(Node node, int depth) {
        nodes++;
        characters += node instanceof ScalarNode scalar ? scalar.getValue().length() : 0;
        if (depth > MAX_DEPTH || nodes > MAX_NODES || characters > MAX_CHARACTERS) {
            findings.problem(file + ": nested too deeply, or grown too large by its aliases.");
            return false;
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            findings.problem(origin(node) + ": the tag " + node.getTag() + " means nothing here; leave it out.");
        }
        return true;
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private Origin origin(Node node) {
        return Origin.of(
                file, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
    }
}
