package com.example.tiny;

import com.example.tiny.server.TinyServer;
import io.haservices.testkit.tck.coordination.CoordinationFixture;
import io.haservices.testkit.tck.coordination.CoordinationTck;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class TinyCoordinationTest extends CoordinationTck {
    private static TinyServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TinyServer.start(0);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Override
    protected CoordinationFixture fixture() {
        return new TinyFixture(server);
    }
}
