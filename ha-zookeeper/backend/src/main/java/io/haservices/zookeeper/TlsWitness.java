package io.haservices.zookeeper;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Takes part in one handshake, decides as the client library does, and remembers what it saw and why it refused. */
final class TlsWitness {
    private final TlsSettings settings;
    private final TlsMaterial material;
    private final String host;
    private volatile @Nullable String refusal;
    private volatile boolean asked;
    private volatile @Nullable X509Certificate shown;

    TlsWitness(TlsSettings settings, TlsMaterial material, String host) {
        this.settings = settings;
        this.material = material;
        this.host = host;
    }

    /** As the user named it. */
    String host() {
        return host;
    }

    /** Why the server's certificate was refused, if it was. */
    Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the server asked for a certificate of this process. */
    boolean wasAsked() {
        return asked;
    }

    /** The certificate of this process that was sent. */
    Optional<X509Certificate> shown() {
        return Optional.ofNullable(shown);
    }

    KeyManager[] keyManagers() {
        return new KeyManager[] {new Keys()};
    }

    TrustManager[] trustManagers() {
        return new TrustManager[] {new Trust()};
    }

    private void check(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            material.trust().checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            refusal = whyUntrusted(List.of(chain));
            throw e;
        }
        if (settings.hostnameVerification() && !isFor(new TlsNames(chain[0]))) {
            refusal = "has a certificate for " + new TlsNames(chain[0]) + ", but stands as " + host + " in '"
                    + ZooKeeperOptions.QUORUM.key() + "'. Name it as in its certificate, or give it one for that name.";
            throw new CertificateException("not for " + host);
        }
    }

    private String whyUntrusted(List<X509Certificate> chain) {
        Instant now = Instant.now();
        for (X509Certificate certificate : chain) {
            String name = TlsMaterial.name(certificate);
            if (certificate.getNotAfter().toInstant().isBefore(now)) {
                return "has a certificate (" + name + ") that expired at "
                        + certificate.getNotAfter().toInstant() + ". Renew it there.";
            }
            if (certificate.getNotBefore().toInstant().isAfter(now)) {
                return "has a certificate (" + name + ") that is not valid before "
                        + certificate.getNotBefore().toInstant() + ". Look at the clocks here and there.";
            }
        }
        return "has a certificate (" + TlsMaterial.name(chain.get(0))
                + ") that was signed by none of the authorities in '"
                + TlsOptions.TRUST_STORE_LOCATION.key() + "' but by "
                + chain.get(chain.size() - 1).getIssuerX500Principal().getName()
                + ". If that is right, add the certificate of that authority to the trust store.";
    }

    private boolean isFor(TlsNames names) {
        if (settings.library() == TlsLibrary.STRICT) {
            return names.include(host);
        }
        try {
            InetAddress address = InetAddress.getByName(host);
            return names.include(address.getHostAddress()) || names.include(address.getHostName());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private final class Trust extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            check(chain, authType);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            throw noServer();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw noServer();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return material.trust().getAcceptedIssuers();
        }

        private CertificateException noServer() {
            return new CertificateException("this is the client");
        }
    }

    private final class Keys extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            asked = true;
            return material.keys()
                    .map(keys -> keys.chooseClientAlias(types, issuers, socket))
                    .orElse(null);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return chooseClientAlias(types, issuers, null);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            X509Certificate[] chain =
                    material.keys().map(keys -> keys.getCertificateChain(alias)).orElse(null);
            shown = chain == null ? null : chain[0];
            return chain;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return material.keys().map(keys -> keys.getPrivateKey(alias)).orElse(null);
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return material.keys()
                    .map(keys -> keys.getClientAliases(type, issuers))
                    .orElse(null);
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }
    }
}
