package io.haservices.testkit.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/**
 * Whether servers are started as containers. The system property {@value #PROPERTY} says {@code containers}, {@code processes} or, which is the
 * default, {@code auto}: containers when a Docker engine answers that has both images, which {@code scripts/containers} makes.
 */
final class Containers {
    static final String PROPERTY = "ha.test.servers";
    static final String ZOOKEEPER = "ha-test-zookeeper:1";
    static final String ETCD = "ha-test-etcd:1";

    /** Where the image has the jars of ZooKeeper's servers. */
    static final Path ZOOKEEPER_JARS = Path.of("/opt/zookeeper");

    /** Where the image has the program. */
    static final Path ETCD_PROGRAM = Path.of("/usr/local/bin/etcd");

    private Containers() {}

    static boolean areUsed() {
        return Choice.CONTAINERS;
    }

    /** Asked once: an engine that comes later does not change what the tests of this JVM run on. */
    private static final class Choice {
        static final boolean CONTAINERS = choose(System.getProperty(PROPERTY, "auto"));
    }

    private static boolean choose(String wanted) {
        return switch (wanted) {
            case "processes" -> false;
            case "containers" -> {
                if (!mayHaveEngine() || !haveImages()) {
                    throw new IllegalStateException("-D" + PROPERTY
                            + "=containers, but no Docker engine with the images " + ZOOKEEPER + " and " + ETCD
                            + " answers; scripts/containers start makes one and prints the environment to set");
                }
                yield true;
            }
            case "auto" -> mayHaveEngine() && haveImages();
            default ->
                throw new IllegalArgumentException(
                        "-D" + PROPERTY + "=" + wanted + ": it is auto, containers or processes");
        };
    }

    /** Testcontainers searches long and loudly. */
    private static boolean mayHaveEngine() {
        return System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
    }

    private static boolean haveImages() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return false;
        }
        DockerClient engine = DockerClientFactory.instance().client();
        try {
            engine.inspectImageCmd(ZOOKEEPER).exec();
            engine.inspectImageCmd(ETCD).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }
}
