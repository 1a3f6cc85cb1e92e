package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceIT {
    private Unpacked unpacked;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
    }

    @AfterEach
    void remove() throws IOException {
        unpacked.close();
    }

    @Test
    void thePageOfTheOptionsIsUpToDate() throws IOException {
        String page = Files.readString(unpacked.home().resolve("docs/reference/options.md"));
        String table = unpacked.ha("config", "options", "--markdown").expect(0).out();
        assertThat(page).as("out of date: run scripts/reference").endsWith(table);
    }
}
