package io.haservices.zookeeper;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For which hosts a certificate is. */
final class TlsNames {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final Pattern COMMON_NAME = Pattern.compile("(?i)(?:^|,)CN=([^,+]+)");

    private final List<String> names = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    TlsNames(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                if (each.get(0) instanceof Integer kind && each.get(1) instanceof String name) {
                    (kind == DNS ? names : kind == ADDRESS ? addresses : new ArrayList<String>()).add(name);
                }
            }
        } catch (CertificateParsingException e) {
            // Then it is for nobody.
        }
        Matcher commonName = COMMON_NAME.matcher(TlsMaterial.name(certificate));
        if (names.isEmpty() && commonName.find()) {
            names.add(commonName.group(1));
        }
    }

    boolean include(String host) {
        return isAddress(host)
                ? addresses.stream().anyMatch(address -> isSame(address, host))
                : names.stream()
                        .anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT)));
    }

    static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    @Override
    public String toString() {
        List<String> all = new ArrayList<>(names);
        all.addAll(addresses);
        return String.join(", ", all);
    }

    /** A star stands for the first label. */
    private static boolean matches(String name, String host) {
        int dot = host.indexOf('.');
        return name.equals(host)
                || (name.startsWith("*.") && dot > 0 && name.substring(1).equals(host.substring(dot)));
    }

    private static boolean isSame(String address, String other) {
        try {
            return InetAddress.getByName(address).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
