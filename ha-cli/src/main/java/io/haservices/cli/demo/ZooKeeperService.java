package io.haservices.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The newest ZooKeeper that is shipped. */
record ZooKeeperService(Path program) implements DemoService {
    private static final String BEGINNING = "Zookeeper version:";

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public String title() {
        return "ZooKeeper";
    }

    @Override
    public List<String> server(int port, Workspace workspace, boolean owned) throws IOException {
        Path configuration = workspace.writeServer(
                "zoo.cfg",
                List.of(
                        "tickTime=500",
                        "minSessionTimeout=1000",
                        "maxSessionTimeout=60000",
                        "clientPortAddress=127.0.0.1",
                        "clientPort=" + port,
                        "dataDir=" + workspace.data(),
                        // The audit and the admin server of newer versions are not needed for a minute.
                        "admin.enableServer=false"));
        return JavaProgram.zooKeeper(program, workspace.toClear(owned), configuration);
    }

    @Override
    public Optional<String> version(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(1000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.getOutputStream().write("srvr".getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return Optional.of(answer)
                    .filter(text -> text.startsWith(BEGINNING) && text.contains("Mode:"))
                    .map(text -> text.substring(BEGINNING.length(), text.indexOf('\n')))
                    .map(version -> version.trim().split("[-,]")[0]);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> clients(int port) {
        return List.of(
                "high-availability.zookeeper.quorum: 127.0.0.1:" + port,
                "high-availability.zookeeper.client.session-timeout: " + Workspace.SESSION_TIMEOUT);
    }
}
