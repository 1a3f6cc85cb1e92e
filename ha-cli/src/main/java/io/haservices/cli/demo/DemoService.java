package io.haservices.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The coordination service of the demo: how one server of it is started, and how it is used. */
interface DemoService {
    /** The value of {@code high-availability}. */
    String name();

    /** Its name for people. */
    String title();

    /** The file that the server is started from. */
    Path program();

    /**
     * The command line of a server on the loopback address that ends with this process.
     *
     * @param owned whether it deletes the folder of the demo when this process did not come to do so
     */
    List<String> server(int port, Workspace workspace, boolean owned) throws IOException;

    /** The version of the server, once it serves. */
    Optional<String> version(int port);

    /** What the configuration of its clients says besides {@code high-availability}. */
    List<String> clients(int port);
}
