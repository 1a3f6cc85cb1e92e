package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.haservices.zookeeper.TlsFinding.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Tries to speak TLS with a server, with the settings of the client library, which itself only logs why it has no connection and
 * tries again for ever. Opens no session.
 */
final class TlsProbe {
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");
    /** With TLS 1.3 the server's opinion of our certificate comes when the handshake is over for us. */
    private static final int PATIENCE_FOR_REFUSAL = 500;

    private static final int MOST_ATTEMPTS = 3;

    private final TlsSettings settings;
    private final TlsMaterial material;
    private final int millis;

    /** @param timeout of every single step */
    TlsProbe(TlsSettings settings, TlsMaterial material, Duration timeout) {
        this.settings = settings;
        this.material = material;
        millis = Math.toIntExact(timeout.toMillis());
    }

    /** Blocks for a few times the timeout at most. */
    TlsFinding look(String server, String host, InetSocketAddress address) {
        @Nullable TlsFinding finding = null;
        for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
            TlsWitness witness = new TlsWitness(settings, material, host);
            finding = attempt(server, address, witness, attempt == MOST_ATTEMPTS);
            if (finding.kind() != Kind.UNREACHABLE || !witness.wasAsked()) {
                return finding;
            }
        }
        return requireNonNull(finding);
    }

    private TlsFinding attempt(String server, InetSocketAddress address, TlsWitness witness, boolean last) {
        boolean reached = false;
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            reached = true;
            try (SSLSocket tls = secured(socket, witness)) {
                tls.startHandshake();
                converse(tls);
                return new TlsFinding(server, Kind.SOUND, "speaks TLS with this process");
            }
        } catch (IOException e) {
            return reached
                    ? afterFailure(server, address, witness, e, last)
                    : new TlsFinding(server, Kind.UNREACHABLE, "cannot be reached: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            return new TlsFinding(server, Kind.REFUSED, "cannot be asked: " + e.getMessage());
        }
    }

    private SSLSocket secured(Socket socket, TlsWitness witness) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(witness.keyManagers(), witness.trustManagers(), null);
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, witness.host(), socket.getPort(), true);
        tls.setEnabledProtocols(settings.protocols().toArray(String[]::new));
        tls.setSoTimeout(millis);
        return tls;
    }

    /** Listens first: to speak to a server that has just hung up would destroy its last words. */
    private void converse(SSLSocket tls) throws IOException {
        try {
            tls.setSoTimeout(PATIENCE_FOR_REFUSAL);
            int unused = tls.getInputStream().read();
        } catch (SocketTimeoutException e) {
            tls.setSoTimeout(millis);
            tls.getOutputStream().write("ruok".getBytes(US_ASCII));
            int unused = tls.getInputStream().read();
        }
    }

    private TlsFinding afterFailure(
            String server, InetSocketAddress address, TlsWitness witness, IOException failure, boolean last) {
        Optional<String> refusal = witness.refusal()
                .or(() -> alert(failure).map(alert -> ofServer(alert, witness)))
                // A server that has hung up may have taken its last words with it, but not time after time for another
                // reason.
                .or(() ->
                        last && witness.wasAsked() ? Optional.of(ofServer("it hangs up", witness)) : Optional.empty());
        if (refusal.isPresent()) {
            return new TlsFinding(server, Kind.REFUSED, refusal.get());
        }
        if (!witness.wasAsked() && answersInTheClear(address)) {
            return new TlsFinding(
                    server,
                    Kind.REFUSED,
                    "speaks no TLS on this port but answers in the clear. Name the servers' secureClientPort in '"
                            + ZooKeeperOptions.QUORUM.key() + "'.");
        }
        boolean local = failure instanceof SSLException && failure.getCause() == null;
        return new TlsFinding(
                server, local ? Kind.REFUSED : Kind.UNREACHABLE, "does not finish the TLS handshake: " + failure);
    }

    private static Optional<String> alert(IOException failure) {
        Matcher alert = ALERT.matcher(String.valueOf(failure.getMessage()));
        return failure instanceof SSLException && alert.find() ? Optional.of(alert.group(1)) : Optional.empty();
    }

    private String ofServer(String alert, TlsWitness witness) {
        if (alert.equals("protocol_version")) {
            return "speaks none of the versions of TLS in '" + TlsOptions.ENABLED_PROTOCOLS.key() + "' ("
                    + String.join(", ", settings.protocols())
                    + "). Allow one here that it speaks, or there (ssl.enabledProtocols).";
        }
        if (witness.shown().isPresent()) {
            return "refuses the certificate of this process ("
                    + TlsMaterial.name(witness.shown().get()) + "): " + alert
                    + ". It has to be signed by an authority that the servers trust.";
        }
        if (witness.wasAsked()) {
            return material.keys().isPresent()
                    ? "demands a certificate of this process, and '" + TlsOptions.KEY_STORE_LOCATION.key()
                            + "' holds none of an authority that it trusts (" + alert
                            + "). Have one signed by such an authority."
                    : "demands a certificate of this process (" + alert + "). Set '"
                            + TlsOptions.KEY_STORE_LOCATION.key() + "' to a file with one.";
        }
        return "ends the TLS handshake with '" + alert + "'. Its log says more.";
    }

    private boolean answersInTheClear(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("ruok".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(4), ISO_8859_1);
            return answer.matches("[ -~]{4}");
        } catch (IOException e) {
            return false;
        }
    }
}
