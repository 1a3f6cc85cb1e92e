package io.haservices.bootstrap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTest {
    @TempDir
    Path folder;

    private ServerSocket taken = unbound();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void take() throws IOException {
        taken = new ServerSocket();
        taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void release() throws IOException {
        taken.close();
    }

    @Test
    void refusesABusyPortWithTheLineThatNamesIt() {
        int port = taken.getLocalPort();
        assertThatThrownBy(() -> check("tickTime=2000\nserver.1=127.0.0.1;" + port))
                .hasMessageContaining("zoo.cfg, line 2: server.1 cannot listen on 127.0.0.1:" + port + " (client)")
                .hasMessageContaining("Something else listens there");
        assertThatThrownBy(() -> check("server.1=127.0.0.1\nclientPort=" + port))
                .hasMessageContaining("zoo.cfg, line 2");
        assertThatThrownBy(() -> check("server.1=127.0.0.1:2900:" + port + ";29181\nserver.2=127.0.0.2"))
                .hasMessageContaining("(election)");
    }

    @Test
    void saysThatAnAddressBelongsToAnotherMachine() {
        assertThatThrownBy(() -> check("server.1=192.0.2.1"))
                .hasMessageContaining("no address of this machine: start server.1 on the machine that has it");
    }

    private void check(String text) throws IOException {
        Path file = folder.resolve("zoo.cfg");
        Files.writeString(file, text);
        ZooCfg cfg = ZooCfg.load(file);
        FreePorts.check(cfg, cfg.peer("1"));
    }
}
