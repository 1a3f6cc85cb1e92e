package io.haservices.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * The folder in which one server keeps its data, and these scripts its number, effective configuration and process id.
 *
 * @param root where the folders of all servers lie
 * @param path the folder
 * @param id the server's number
 * @param place which setting decides it, for messages
 */
record DataFolder(Path root, Path path, int id, String place) {
    static DataFolder of(Path root, int id, String place) {
        return new DataFolder(root, root.resolve(Integer.toString(id)), id, place);
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
                // Never half a number, whenever this process ends.
                Path whole = Files.writeString(root.resolve(id + ".myid"), id + "\n");
                Files.move(whole, myid(), StandardCopyOption.ATOMIC_MOVE);
            } else {
                checkOwner();
            }
        } catch (IOException e) {
            throw refused(
                    "cannot prepare the data folder " + path + " of server." + id + ": " + e,
                    "Name a folder that this user can write");
        }
    }

    private void refuseDataOfAnUnmanagedServer() {
        if (Files.exists(root.resolve("myid")) || Files.exists(root.resolve("version-2"))) {
            throw refused(
                    root + " holds the data of a ZooKeeper that was not started by these scripts,"
                            + " which keep those of server." + id + " in " + path,
                    "Move them there while no server runs, or name another folder");
        }
    }

    private void checkOwner() throws IOException {
        if (!Files.exists(myid())) {
            throw refused(
                    path + " is not empty and has no file 'myid', so it is no data folder of a ZooKeeper server",
                    "Name another folder, or empty it");
        }
        String owner = Files.readString(myid()).strip();
        if (!owner.equals(Integer.toString(id))) {
            throw refused(
                    path + " belongs to server." + owner + ", as its file 'myid' says, not to server." + id,
                    "Name another folder");
        }
    }

    private BootstrapException refused(String problem, String advice) {
        return BootstrapException.configuration(place + ": " + problem + ". " + advice + ".");
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
