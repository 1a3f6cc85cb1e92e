package io.haservices.core.wiring;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A refused connection, told from one that got no answer: both are a {@link ConnectException}, and only its words differ. */
final class Refusal {
    private static final String ENGLISH = "refused";

    private Refusal() {}

    static boolean isOne(Throwable failure) {
        String words = String.valueOf(failure.getMessage());
        return failure instanceof ConnectException && (words.contains(ENGLISH) || words.equals(Local.WORDS));
    }

    /** Looked up only where the system does not speak English. */
    private static final class Local {
        static final String WORDS = ask();

        /** What this system says when a port of its own refuses. */
        private static String ask() {
            InetAddress here = InetAddress.getLoopbackAddress();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(here, closedPort(here)), 1_000);
                return ENGLISH;
            } catch (ConnectException e) {
                return String.valueOf(e.getMessage());
            } catch (IOException e) {
                return ENGLISH;
            }
        }

        private static int closedPort(InetAddress here) throws IOException {
            try (ServerSocket closed = new ServerSocket(0, 1, here)) {
                return closed.getLocalPort();
            }
        }
    }
}
