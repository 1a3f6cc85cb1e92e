package io.haservices.etcd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/**
 * The servers as SRV records of DNS name them. Whether they speak TLS is said by the name that is asked for, never by the answer.
 *
 * @param name of the records
 * @param dns who is asked, as a URL of JNDI; {@code dns:} is the system's own
 */
record SrvRecords(String name, String dns) implements Servers {
    /** What a name of records begins with, as in jetcd. */
    static final String SCHEME = "dns+srv://";

    private static final Pattern NAME = Pattern.compile("_[a-z0-9-]+\\._tcp((\\.[a-z0-9_-]+)+)");
    /** No name of DNS is longer; a pattern of Java's needs a part of the stack for each label. */
    private static final int LONGEST = 253;

    private static final String RECORD = "SRV";
    private static final int FIELDS = 4;

    /** @throws IllegalArgumentException with the reason, in words that complete "... is no endpoint of etcd: " */
    static SrvRecords parse(String text) {
        String name =
                text.trim().substring(SCHEME.length()).replaceAll("/$", "").toLowerCase(Locale.ROOT);
        if (name.length() > LONGEST || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("write " + SCHEME + "_etcd-client-ssl._tcp.DOMAIN for servers with TLS, "
                    + SCHEME + "_etcd-client._tcp.DOMAIN for others");
        }
        return new SrvRecords(name, "dns:");
    }

    @Override
    public boolean isLookup() {
        return true;
    }

    @Override
    public boolean tls() {
        return name.substring(0, name.indexOf('.')).endsWith("-ssl");
    }

    @Override
    public List<Endpoint> find() throws IOException {
        List<Target> targets = new ArrayList<>(targets());
        Collections.shuffle(targets);
        targets.sort(Comparator.comparingInt(Target::priority));
        List<Endpoint> trusted = targets.stream()
                .filter(this::isTrusted)
                .map(target -> new Endpoint(target.host(), target.port(), tls()))
                .distinct()
                .toList();
        if (trusted.isEmpty() && !targets.isEmpty()) {
            throw new IOException("the SRV records of " + name + " lead to "
                    + targets.get(0).host() + ", which is not in the domain " + domain()
                    + ": with TLS no other name is trusted");
        } else if (trusted.isEmpty()) {
            throw new IOException("DNS has no SRV records for " + name);
        }
        return trusted;
    }

    @Override
    public String toString() {
        return SCHEME + name;
    }

    private record Target(int priority, String host, int port) {}

    /** A certificate proves a name. If DNS could say which, it would be DNS that decides whom to trust. */
    private boolean isTrusted(Target target) {
        return !tls() || target.host().endsWith("." + domain());
    }

    private String domain() {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? matcher.group(1).substring(1) : name;
    }

    // JNDI is the JDK's only way to SRV records, and wants a Hashtable. Of its providers only that of DNS is used,
    // which makes texts.
    @SuppressWarnings({"BanJNDI", "JdkObsolete"})
    private List<Target> targets() throws IOException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put("java.naming.factory.initial", "com.sun.jndi.dns.DnsContextFactory");
        environment.put("java.naming.provider.url", dns);
        // The first wait for an answer, in ms; it doubles with each repetition.
        environment.put("com.sun.jndi.dns.timeout.initial", "1000");
        environment.put("com.sun.jndi.dns.timeout.retries", "2");
        try {
            InitialDirContext context = new InitialDirContext(environment);
            try {
                List<Target> targets = new ArrayList<>();
                Attribute records =
                        context.getAttributes(name, new String[] {RECORD}).get(RECORD);
                for (Enumeration<?> all = records == null ? Collections.emptyEnumeration() : records.getAll();
                        all.hasMoreElements(); ) {
                    targets.add(target(String.valueOf(all.nextElement())));
                }
                return targets;
            } finally {
                context.close();
            }
        } catch (NameNotFoundException e) {
            return List.of();
        } catch (NamingException | NumberFormatException e) {
            throw new IOException("DNS did not answer what the SRV records of " + name + " are: " + e, e);
        }
    }

    /** Priority, weight, port and name; weights are not looked at. */
    private static Target target(String record) throws IOException {
        String[] fields = record.trim().split("\\s+");
        if (fields.length != FIELDS) {
            throw new IOException("DNS answered '" + record + "', which is no SRV record");
        }
        String host = fields[3].replaceAll("\\.$", "").toLowerCase(Locale.ROOT);
        return new Target(Integer.parseInt(fields[0]), host, Integer.parseInt(fields[2]));
    }
}
