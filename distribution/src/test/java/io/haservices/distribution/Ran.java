package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What a command said, and how it ended. */
record Ran(List<String> command, int code, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fails with all that was said unless the command ended with this code. */
    Ran expect(int expected) {
        assertThat(code).as(toString()).isEqualTo(expected);
        return this;
    }

    /** What every refusal keeps: words for people, not a trace. */
    Ran withoutTrace() {
        assertThat(out + err)
                .as(toString())
                .doesNotContain("\tat ")
                .doesNotContain("Exception in thread")
                .doesNotContain("Caused by");
        return this;
    }

    JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + this, e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nended with " + code + "\nout: " + out + "\nerr: " + err;
    }
}
