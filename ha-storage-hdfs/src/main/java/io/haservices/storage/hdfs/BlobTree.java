package io.haservices.storage.hdfs;

import io.haservices.values.Segment;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/** Walks the files at and beneath a path, past whatever is not ours; what vanishes meanwhile is no error. */
final class BlobTree {
    /** What to do with a file; the directory is relative to the root, and empty for the root itself. */
    interface Visitor {
        void file(String directory, String fileName);
    }

    private final DistributedFileSystem fileSystem;
    private final HdfsRoot root;

    BlobTree(DistributedFileSystem fileSystem, HdfsRoot root) {
        this.fileSystem = fileSystem;
        this.root = root;
    }

    void walk(String prefix, Visitor visitor) throws IOException {
        Deque<String> open = new ArrayDeque<>();
        try {
            if (fileSystem.getFileStatus(root.of(prefix)).isDirectory()) {
                open.push(prefix);
            } else if (!prefix.isEmpty()) {
                visitor.file(parent(prefix), prefix.substring(prefix.lastIndexOf('/') + 1));
            }
        } catch (IOException e) {
            tolerateAbsence(e);
        }
        while (!open.isEmpty()) {
            String directory = open.pop();
            try {
                directory(directory, visitor, open);
            } catch (IOException e) {
                tolerateAbsence(e);
            }
        }
    }

    /** The files of one directory, and no deeper. */
    void directory(String directory, Visitor visitor) throws IOException {
        try {
            directory(directory, visitor, new ArrayDeque<>());
        } catch (IOException e) {
            tolerateAbsence(e);
        }
    }

    /** The path of the directory that something lies in. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String join(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    /** The NameNode sends a large directory in pages. */
    private void directory(String directory, Visitor visitor, Deque<String> beneath) throws IOException {
        RemoteIterator<FileStatus> entries = fileSystem.listStatusIterator(root.of(directory));
        while (entries.hasNext()) {
            FileStatus entry = entries.next();
            String name = entry.getPath().getName();
            if (entry.isFile()) {
                visitor.file(directory, name);
            } else if (entry.isDirectory() && Segment.isEncoded(name)) {
                beneath.push(join(directory, name));
            }
        }
    }

    private static void tolerateAbsence(IOException e) throws IOException {
        if (!Failures.meansAbsent(e)) {
            throw e;
        }
    }
}
