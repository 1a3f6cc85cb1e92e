package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder in which one server keeps its data, and these scripts its number, effective configuration and process id. */
record DataFolder(Path root, Path path, int id) {
    static DataFolder of(Path root, int id) {
        return new DataFolder(root, root.resolve(Integer.toString(id)), id);
    }

    Path configuration() {
        return path.resolve("zoo.cfg");
    }

    Path pidFile() {
        return path.resolve("server.pid");
    }

    Path lockFile() {
        return root.resolve(id + ".lock");
    }

    private Path myid() {
        return path.resolve("myid");
    }

    /** Makes it ready for this server, and refuses whatever belongs to somebody else: starting there could lose data. */
    void prepare() {
        try {
            if (isEmpty(path)) {
                refuseDataOfAnUnmanagedServer();
                Files.createDirectories(path);
                Files.writeString(myid(), id + "\n");
            } else {
                checkOwner();
            }
        } catch (IOException e) {
            throw BootstrapException.configuration("cannot prepare the data folder " + path + " of server." + id + ": "
                    + e + ". Set dataDir in zoo.cfg to a folder that this user can write.");
        }
    }

    private void refuseDataOfAnUnmanagedServer() {
        if (Files.exists(root.resolve("myid")) || Files.exists(root.resolve("version-2"))) {
            throw BootstrapException.configuration(
                    root + " holds the data of a ZooKeeper that was not started by these scripts,"
                            + " which keep those of server." + id + " in " + path
                            + ". Move them there while no server runs, or set another dataDir in zoo.cfg.");
        }
    }

    private void checkOwner() throws IOException {
        if (!Files.exists(myid())) {
            throw BootstrapException.configuration(
                    path + " is not empty and has no file 'myid', so it is no data folder of a ZooKeeper server."
                            + " Set another dataDir in zoo.cfg, or empty it.");
        }
        String owner = Files.readString(myid()).strip();
        if (!owner.equals(Integer.toString(id))) {
            throw BootstrapException.configuration(path + " belongs to server." + owner
                    + ", as its file 'myid' says, not to server." + id + ". Set another dataDir in zoo.cfg.");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
