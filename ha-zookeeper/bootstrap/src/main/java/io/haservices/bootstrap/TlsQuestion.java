package io.haservices.bootstrap;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * A question over TLS, without any certificate of its own. Whoever answers is believed: all that is told is the word {@code srvr}, and all
 * that is wanted is to know whether a server is up.
 */
final class TlsQuestion {
    private final Identity identity = new Identity();

    interface Exchange {
        String over(Socket secure) throws IOException;
    }

    /**
     * The answer; an empty one where the server showed its own certificate, so that it is up, and then parted from a caller that has none.
     * In which step and with which error it does that depends on its version.
     */
    String ask(Socket plain, ClientAddress address, Exchange exchange) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {identity}, null);
            try (SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, address.host(), address.port(), true)) {
                socket.startHandshake();
                return exchange.over(socket);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS in this JVM", e);
        } catch (IOException e) {
            if (identity.shown) {
                return "";
            }
            throw e;
        }
    }

    private static final class Identity implements X509TrustManager {
        private boolean shown;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            shown = true;
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
