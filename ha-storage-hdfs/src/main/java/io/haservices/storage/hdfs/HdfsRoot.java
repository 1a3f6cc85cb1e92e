package io.haservices.storage.hdfs;

import io.haservices.spi.storage.BlobName;
import io.haservices.values.SegmentPath;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The directory that everything lies in.
 *
 * @param uri as configured
 * @param path of the directory, without scheme and NameNode
 */
record HdfsRoot(URI uri, Path path) {
    static HdfsRoot of(URI uri) {
        String path = uri.getPath().replaceAll("/+$", "");
        return new HdfsRoot(uri, new Path(null, null, path.isEmpty() ? "/" : path));
    }

    /** What is wrong with the URI, one sentence a problem; without what stands before an '@', which may be a password. */
    static List<String> problems(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority != null && authority.contains("@")) {
            return List.of("the URI of an hdfs storage must not hold a user; who this process is follows from its"
                    + " Kerberos login or from the environment variable HADOOP_USER_NAME.");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return List.of("'" + uri + "' must not hold '?' or '#'; write %3F or %23 for them.");
        }
        if (uri.getPath() == null || !uri.getPath().startsWith("/")) {
            return List.of("'" + uri + "' does not name a directory; write for example hdfs://namenode:8020/ha.");
        }
        boolean odd = Arrays.stream(uri.getPath().replaceAll("^/|/$", "").split("/", -1))
                .anyMatch(part -> part.equals(".") || part.equals(".."));
        return odd ? List.of("the path of '" + uri + "' must not hold '.' or '..'.") : List.of();
    }

    /** Whether the URI leaves it to Hadoop's configuration where the NameNode is. */
    boolean usesDefault() {
        return uri.getRawAuthority() == null;
    }

    Path of(BlobName name) {
        return of(name.path());
    }

    /** Beneath the root, or the root for an empty path. */
    Path of(String relative) {
        return relative.isEmpty() ? path : new Path(path, new Path(null, null, relative));
    }

    /** The path itself, if it is one or empty. */
    static String checked(String path) {
        return path.isEmpty() ? path : SegmentPath.check(path);
    }
}
