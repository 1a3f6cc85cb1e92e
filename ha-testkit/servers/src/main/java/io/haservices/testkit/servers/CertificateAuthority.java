package io.haservices.testkit.servers;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority for tests that issues certificates for servers and clients, good ones and bad ones. Its key lives in memory only.
 * Immutable and safe for use by several threads.
 */
public final class CertificateAuthority {
    /** A certificate that begins just now may be refused by a clock that is a little behind. */
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final Duration AFTER = Duration.ofDays(2);

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;

    private CertificateAuthority(X500Name name, KeyPair keys, X509Certificate certificate) {
        this.name = name;
        this.keys = keys;
        this.certificate = certificate;
    }

    /** A new authority, which trusts nobody but itself. */
    public static CertificateAuthority named(String commonName) {
        X500Name name = new X500Name("CN=" + commonName);
        KeyPair keys = keyPair();
        Instant now = Instant.now();
        X509Certificate certificate =
                sign(name, keys, name, keys, now.minus(BEFORE), now.plus(AFTER), List.of(), new BasicConstraints(true));
        return new CertificateAuthority(name, keys, certificate);
    }

    /**
     * A new key with a certificate that is valid now.
     *
     * @param names the subject's DNS names and IP addresses
     */
    public TlsIdentity issue(String commonName, String... names) {
        Instant now = Instant.now();
        return issue(now.minus(BEFORE), now.plus(AFTER), commonName, names);
    }

    /** As {@link #issue(String, String...)}, but valid in this time only. */
    public TlsIdentity issue(Instant from, Instant until, String commonName, String... names) {
        KeyPair subject = keyPair();
        List<GeneralName> all = new ArrayList<>();
        for (String each : names) {
            boolean address = each.matches("[0-9.]+") || each.contains(":");
            all.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, each));
        }
        X509Certificate issued = sign(
                name, keys, new X500Name("CN=" + commonName), subject, from, until, all, new BasicConstraints(false));
        return new TlsIdentity(subject.getPrivate(), List.of(issued, certificate));
    }

    /** As {@link #issue(String, String...)}, but its time ended an hour ago. */
    public TlsIdentity issueExpired(String commonName, String... names) {
        Instant now = Instant.now();
        return issue(now.minus(BEFORE), now.minus(Duration.ofHours(1)), commonName, names);
    }

    /** Writes a trust store with this authority alone, over a file that may be there, and returns its path. */
    public Path trustStore(Path file, StoreFormat format, String password) {
        return StoreFile.ofTrusted(file, format, password, List.of(certificate));
    }

    private static X509Certificate sign(
            X500Name issuer,
            KeyPair issuerKeys,
            X500Name subject,
            KeyPair subjectKeys,
            Instant from,
            Instant until,
            List<GeneralName> names,
            BasicConstraints constraints) {
        try {
            BigInteger serial = BigInteger.valueOf(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, serial, Date.from(from), Date.from(until), subject, subjectKeys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, constraints);
            if (!names.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
        } catch (CertIOException e) {
            throw new IllegalArgumentException(e);
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
