package io.haservices.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers on other machines, reached through a stand-in for ssh, and through the real one. */
class RemoteStartIT {
    private Unpacked unpacked;
    private Path folder;
    private FarMachines machines;

    @BeforeEach
    void unpack() throws IOException {
        unpacked = Unpacked.fresh();
        folder = Files.createTempDirectory("ha-far");
        machines = FarMachines.of(unpacked, folder);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(unpacked.running()).isEmpty();
        unpacked.close();
        Command.run(List.of("rm", "-rf", folder.toString()), Map.of(), "").expect(0);
    }

    @Test
    void startsAndStopsServersOnOtherMachines() throws IOException {
        SshStandIn ssh = SshStandIn.doing(
                unpacked, "JAVA_TOOL_OPTIONS=" + machines.there() + " HA_ZOOKEEPER_JVM_OPTS= exec sh -c \"$command\"");
        Map<String, String> environment = new HashMap<>(machines.here());
        environment.putAll(ssh.environment());
        environment.put("HA_SSH_OPTS", "-p 2222");
        environment.put("HA_ZOOKEEPER_SERVER", "3.5");
        everyServerServes(environment, "3.5.");
        assertThat(ssh.calls())
                .startsWith("-n", "-p", "2222", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15")
                .containsSequence("--", "far-a")
                .containsSequence("--", "far-b")
                .anyMatch(line -> line.startsWith("env ")
                        && line.contains("HA_ZOOKEEPER_SERVER='3.5'")
                        && line.contains("HA_ZOOKEEPER_JVM_OPTS='" + machines.there() + "'")
                        && line.endsWith("/bin/zookeeper.sh' start 1"));
    }

    @Test
    void startsAndStopsServersThroughARealSshd() throws IOException {
        Optional<Path> sshd = RealSshd.installed();
        assumeNot(
                sshd.isPresent()
                        ? Optional.empty()
                        : Optional.of("Debian's openssh-server is not installed (scripts/setup checks)"));
        try (RealSshd server = RealSshd.started(sshd.get(), folder, machines.there())) {
            assumeNot(server.refusal().map(reason -> "sshd lets nobody in on this machine: " + reason));
            Map<String, String> environment = new HashMap<>(machines.here());
            environment.put("HA_SSH_OPTS", server.options());
            everyServerServes(environment, "3.9.");
        }
    }

    private static void assumeNot(Optional<String> reason) {
        reason.ifPresent(text -> System.out.println("RemoteStartIT: skipped the start through a real sshd: " + text));
        assumeTrue(reason.isEmpty(), reason.orElse(""));
    }

    /** All three serve; the two that are far know each other by names that mean nothing here. */
    private void everyServerServes(Map<String, String> environment, String version) throws IOException {
        Ran started = script("start-zookeeper-quorum.sh", environment).expect(0);
        try {
            assertThat(started.out())
                    .contains("server.1: start on far-a with ssh", "server.3 starting on 127.")
                    .contains("server.1 serves as", "server.2 serves as", "server.3 serves as", "all 3 servers serve");
            assertThat(script("start-zookeeper-quorum.sh", environment)
                            .expect(0)
                            .out())
                    .contains("server.1 is running already", "server.3 is running already");
            Ran status = unpacked.ha("zookeeper", "status", "-o", "json", "-D", quorum());
            assertThat(status.expect(0).json().path("servers").findValuesAsText("version"))
                    .hasSize(3)
                    .allMatch(text -> text.startsWith(version));
        } finally {
            assertThat(script("stop-zookeeper-quorum.sh", environment).expect(0).out())
                    .contains("server.1 stopped", "server.2 stopped", "server.3 stopped");
        }
    }

    @Test
    void startsTheOthersAndNamesTheOneThatIsNotReached() throws IOException {
        SshStandIn ssh = SshStandIn.doing(unpacked, """
                case " $* " in *" far-a "*) echo 'ssh: connect to host far-a port 22: No route to host' >&2; exit 255;; esac
                echo 'zookeeper: no' >&2; exit 2""");
        Map<String, String> environment = new HashMap<>(machines.here());
        environment.putAll(ssh.environment());
        Ran ran = script("start-zookeeper-quorum.sh", environment);
        assertThat(ran.expect(5).withoutTrace().err())
                .contains("No route to host")
                .contains("server.1 on far-a: ssh did not get through (code 255")
                .contains("server.2 on far-b: zookeeper.sh ended there with code 2")
                .contains("Those that are not named were started");
        assertThat(ran.out()).contains("server.3 starting on");
        assertThat(script("stop-zookeeper-quorum.sh", environment).expect(5).out())
                .contains("server.3 stopped");
    }

    @Test
    void saysThatSshIsMissing() throws IOException {
        Path tools = Files.createDirectories(unpacked.beside("no-ssh"));
        for (String program : List.of("readlink", "dirname", "sh")) {
            Path found = Path.of("/usr/bin").resolve(program);
            Files.createSymbolicLink(tools.resolve(program), found);
        }
        Map<String, String> environment = new HashMap<>(machines.here());
        environment.put("PATH", tools.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Ran ran = script("stop-zookeeper-quorum.sh", environment).expect(2);
        assertThat(ran.withoutTrace().err())
                .contains("ssh cannot be started")
                .contains("run 'bin/zookeeper.sh stop 1' there");
    }

    private Ran script(String name, Map<String, String> environment) {
        return Command.run(List.of(unpacked.bin(name)), environment, "");
    }

    private String quorum() throws IOException {
        String addresses = Files.readAllLines(unpacked.home().resolve("conf/zoo.cfg")).stream()
                .map(line -> line.replaceAll("^.*[=;]([0-9.]+)(:2181)?$", "$1:2181"))
                .reduce((one, other) -> one + "," + other)
                .orElseThrow();
        return "high-availability.zookeeper.quorum=" + addresses;
    }
}
