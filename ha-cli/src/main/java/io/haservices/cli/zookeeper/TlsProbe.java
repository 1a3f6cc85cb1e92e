package io.haservices.cli.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Finds out whether a port speaks TLS: it does when it shows a certificate. Nothing is said after that, to nobody. */
final class TlsProbe {
    private TlsProbe() {}

    static boolean speaksTls(InetSocketAddress server, Duration limit) {
        SeesCertificates seen = new SeesCertificates();
        int millis = (int) Math.min(limit.toMillis(), Integer.MAX_VALUE);
        try (Socket socket = new Socket()) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {seen}, null);
            socket.connect(server, millis);
            socket.setSoTimeout(millis);
            try (SSLSocket secure = (SSLSocket)
                    context.getSocketFactory().createSocket(socket, server.getHostString(), server.getPort(), true)) {
                secure.startHandshake();
            }
        } catch (IOException e) {
            return seen.any;
        } catch (GeneralSecurityException e) {
            return false;
        }
        return seen.any;
    }

    private static final class SeesCertificates implements X509TrustManager {
        private boolean any;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no client is expected");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            any = true;
            throw new CertificateException("seen, and that is all");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
