package io.haservices.storage.hdfs;

import io.haservices.config.Configuration;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;

/** Which NameNode, or pair of them, a root means. */
final class NameNodeAddress {
    private final URI root;
    private final org.apache.hadoop.conf.Configuration hadoop;
    private final Optional<Path> directory;

    NameNodeAddress(URI root, Configuration configuration) {
        this.root = root;
        this.directory = HadoopConfigurations.directory(configuration);
        this.hadoop = HadoopConfigurations.load(configuration);
    }

    org.apache.hadoop.conf.Configuration hadoop() {
        return hadoop;
    }

    /** With scheme and authority. */
    URI uri() {
        URI byDefault = FileSystem.getDefaultUri(hadoop);
        return URI.create("hdfs://" + (root.getRawAuthority() == null ? byDefault : root).getRawAuthority() + "/");
    }

    /** Whether the authority is a nameservice: a name for several NameNodes, one of which is active. */
    boolean isNameservice() {
        return hadoop.get("dfs.ha.namenodes." + uri().getAuthority()) != null;
    }

    /** Whether Hadoop's client repeats a call that failed by itself, on the other NameNode or on the same one. */
    boolean isRepeating() {
        return isNameservice() || hadoop.getBoolean("dfs.client.retry.policy.enabled", false);
    }

    List<String> problems() {
        if (root.getRawAuthority() != null) {
            return halfDefined().map(List::of).orElse(List.of());
        }
        URI byDefault = FileSystem.getDefaultUri(hadoop);
        if (!"hdfs".equals(byDefault.getScheme()) || byDefault.getRawAuthority() == null) {
            String read = directory
                    .map(folder -> "'fs.defaultFS' in " + folder + "/core-site.xml is '" + byDefault + "'")
                    .orElse("there is no Hadoop configuration");
            return List.of("'" + root + "' names no NameNode, and " + read + ". Write hdfs://namenode:8020"
                    + root.getPath() + ", or set HADOOP_CONF_DIR or '" + HdfsOptions.CONF_DIR.key()
                    + "' to a directory whose core-site.xml has an hdfs 'fs.defaultFS'.");
        }
        return halfDefined().map(List::of).orElse(List.of());
    }

    /** A nameservice that is declared but not defined would be taken for a host. */
    private Optional<String> halfDefined() {
        String authority = uri().getAuthority();
        Collection<String> declared = hadoop.getTrimmedStringCollection("dfs.nameservices");
        if (!declared.contains(authority) || isNameservice()) {
            return Optional.empty();
        }
        return Optional.of("'dfs.nameservices' names '" + authority + "', but 'dfs.ha.namenodes." + authority
                + "' is not set. Complete hdfs-site.xml" + inDirectory() + ".");
    }

    /** What to say about a host that nobody knows. */
    String unknown(String host) {
        Collection<String> declared = hadoop.getTrimmedStringCollection("dfs.nameservices");
        String nameservices = declared.isEmpty() ? "there is none" : "there is " + String.join(", ", declared);
        return "the host '" + host
                + "' is not known. If it is meant as an HA nameservice, hdfs-site.xml must define it (" + nameservices
                + inDirectory() + "); otherwise correct 'high-availability.storageDir' or DNS.";
    }

    private String inDirectory() {
        return directory.map(folder -> " in " + folder).orElse(", for no Hadoop configuration was read");
    }
}
