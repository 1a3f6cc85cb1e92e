package io.haservices.distribution;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** OpenSSH's server as a process of this test, with keys of its own, on a port of 127.0.0.1: it touches nothing of the machine's own one. */
final class RealSshd implements AutoCloseable {
    private final Path folder;
    private final Process process;

    private RealSshd(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Where sshd is installed, if it is. */
    static Optional<Path> installed() {
        return Stream.of("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** {@code javaOptions} hold for every JVM that is started through it. */
    static RealSshd started(Path sshd, Path folder, String javaOptions) throws IOException {
        for (String key : List.of("host", "user")) {
            Command.run(
                            List.of(
                                    "ssh-keygen",
                                    "-q",
                                    "-t",
                                    "ed25519",
                                    "-N",
                                    "",
                                    "-f",
                                    folder.resolve(key).toString()),
                            Map.of(),
                            "")
                    .expect(0);
        }
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        int port = freePort();
        Files.writeString(
                folder.resolve("known"), "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        // A shell that ssh starts finds no Java by JAVA_HOME of this one; and as root sshd needs a folder that an
        // installed service makes.
        String java = Path.of(System.getProperty("java.home")).toString();
        Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/authorized
                PidFile none
                UsePAM no
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                SetEnv JAVA_TOOL_OPTIONS=%3$s JAVA_HOME=%4$s
                """.formatted(port, folder, javaOptions, java));
        Files.writeString(folder.resolve("ssh_config"), """
                Host far-a far-b
                  HostName 127.0.0.1
                  HostKeyAlias [127.0.0.1]:%1$d
                  Port %1$d
                  IdentityFile %2$s/user
                  IdentitiesOnly yes
                  UserKnownHostsFile %2$s/known
                  GlobalKnownHostsFile none
                  StrictHostKeyChecking yes
                """.formatted(port, folder));
        Path separation = Path.of("/run/sshd");
        if (!Files.exists(separation) && Files.isWritable(Path.of("/run"))) {
            Files.createDirectories(separation);
        }
        Path log = folder.resolve("sshd.log");
        RealSshd started = new RealSshd(
                folder,
                Command.start(
                        List.of(
                                sshd.toString(),
                                "-D",
                                "-e",
                                "-f",
                                folder.resolve("sshd_config").toString()),
                        Map.of(),
                        log.toFile()));
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            if (!started.process.isAlive()) {
                throw new AssertionError("sshd ended: " + Files.readString(log));
            }
            return answers(port);
        });
        return started;
    }

    /** Why nobody can log in, as on a machine that forbids what sshd does before it lets somebody in; empty if one can. */
    Optional<String> refusal() {
        Ran login = Command.run(
                List.of(
                        "ssh",
                        "-F",
                        folder.resolve("ssh_config").toString(),
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "ConnectTimeout=20",
                        "far-a",
                        "true"),
                Map.of(),
                "");
        return login.code() == 0 ? Optional.empty() : Optional.of(login.err().strip());
    }

    /** What the scripts must give to ssh to get there. */
    String options() {
        return "-F " + folder.resolve("ssh_config");
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
