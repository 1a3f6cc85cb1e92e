package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A cluster of HDFS on 127.0.0.1: one NameNode, or two of which one is active, and some DataNodes, all in one process, which
 * dies with this JVM. Its superuser is {@value #SUPERUSER}; everybody may write in its root directory. Methods block until what
 * they are about has happened; they may be called by several threads, one after the other.
 */
public final class HdfsCluster implements AutoCloseable {
    /** Who may do everything there; with Kerberos, the first part of the servers' principal. */
    public static final String SUPERUSER = "hdfs";

    /** What a quota is set to that is to be no limit. */
    public static final long NO_QUOTA = -1;

    private final TemporaryFolder folder = TemporaryFolder.create("ha-hdfs-");
    private final List<InetSocketAddress> nameNodes = new ArrayList<>();
    private final Process process;
    private final BufferedReader answers;

    private HdfsCluster(HdfsClusterBuilder builder) throws IOException {
        for (int i = 0; i < builder.nameNodes; i++) {
            nameNodes.add(Ports.freeAt(InetAddress.getLoopbackAddress()));
        }
        Files.createDirectories(confDir());
        Map<String, String> client = new TreeMap<>(builder.clientSettings);
        client.put("fs.defaultFS", "hdfs://" + authority());
        writeXml(confDir().resolve("core-site.xml"), client);
        writeXml(confDir().resolve("hdfs-site.xml"), nameservice());
        Map<String, String> server = new TreeMap<>(builder.serverSettings);
        server.put("hdfs.minidfs.basedir", folder.path().resolve("dfs").toString());
        server.put("dfs.replication", Integer.toString(builder.dataNodes));
        Path settings = writeXml(folder.path().resolve("server.xml"), server);
        process = start(builder, settings);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** One with the jars of a folder: hadoop-client-minicluster, -api and -runtime, and SLF4J with a binding. */
    public static HdfsClusterBuilder withJars(Path jars) {
        return new HdfsClusterBuilder(jars);
    }

    static HdfsCluster start(HdfsClusterBuilder builder) {
        try {
            HdfsCluster cluster = new HdfsCluster(builder);
            String answer = String.valueOf(cluster.answers.readLine());
            if (!answer.equals("ready")) {
                String log = cluster.logTail();
                cluster.close();
                throw new IllegalStateException("HDFS does not start (" + answer + "). The end of its log:\n" + log);
            }
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The root directory, named by host and port, or by the nameservice of two NameNodes. */
    public URI uri() {
        return URI.create("hdfs://" + authority() + "/");
    }

    /** Where one NameNode listens, counted from 0. */
    public InetSocketAddress nameNode(int index) {
        return nameNodes.get(index);
    }

    /** A directory with the core-site.xml and hdfs-site.xml that clients need. */
    public Path confDir() {
        return folder.path().resolve("conf");
    }

    /** A NameNode ends. */
    public void stopNameNode(int index) {
        command("stop-namenode " + index);
    }

    /** A NameNode starts again, and is in safe mode for some seconds more. */
    public void startNameNode(int index) {
        command("start-namenode " + index);
    }

    /** Waits until the NameNode serves and all DataNodes have reported. */
    public void awaitActive() {
        command("await-active");
    }

    /** The active NameNode of two steps back, and this one becomes active. */
    public void activate(int index) {
        command("activate " + index);
    }

    /** This NameNode becomes active, since the other one is dead. */
    public void activateAlone(int index) {
        command("activate-alone " + index);
    }

    /** One of the DataNodes ends, cutting its connections. */
    public void stopDataNode() {
        command("stop-datanode");
    }

    /** All DataNodes that were stopped start again. */
    public void startDataNodes() {
        command("start-datanodes");
    }

    /** How many files and directories, and how many bytes with all copies, a directory may hold; {@link #NO_QUOTA} for any. */
    public void setQuota(String path, long names, long space) {
        command("quota " + names + " " + space + " " + path);
    }

    /** Gives a path these permissions, in octal digits. */
    public void chmod(String mode, String path) {
        command("chmod " + mode + " " + path);
    }

    /** Gives a directory and all directories beneath it these permissions, in octal digits. */
    public void chmodDirectories(String mode, String path) {
        command("chmod-directories " + mode + " " + path);
    }

    /** The next rename of a file beneath this path is carried out, or refused, and the answer held back for eight seconds. */
    public void loseNextRename(String path) {
        command("lose-next-rename " + path);
    }

    /** From now on the NameNode answers, but writes nothing. */
    public void enterSafeMode() {
        command("safe-mode ENTER");
    }

    /** Ends {@link #enterSafeMode()}. */
    public void leaveSafeMode() {
        command("safe-mode LEAVE");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nameNodes.forEach(Ports::release);
        folder.delete();
    }

    private synchronized void command(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
            String answer = String.valueOf(answers.readLine());
            if (!answer.startsWith("done")) {
                throw new IllegalStateException(line + ": " + answer + ". The end of HDFS's log:\n" + logTail());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String authority() {
        InetSocketAddress first = nameNodes.get(0);
        // By the name that Kerberos knows it by.
        return nameNodes.size() > 1 ? HdfsClusterMain.NAMESERVICE : "localhost:" + first.getPort();
    }

    private Map<String, String> nameservice() {
        Map<String, String> settings = new TreeMap<>();
        if (nameNodes.size() > 1) {
            String name = HdfsClusterMain.NAMESERVICE;
            settings.put("dfs.nameservices", name);
            settings.put("dfs.ha.namenodes." + name, "nn1,nn2");
            for (int i = 0; i < nameNodes.size(); i++) {
                settings.put(
                        "dfs.namenode.rpc-address." + name + ".nn" + (i + 1),
                        "localhost:" + nameNodes.get(i).getPort());
            }
            settings.put(
                    "dfs.client.failover.proxy.provider." + name,
                    "org.apache.hadoop.hdfs.server.namenode.ha.ConfiguredFailoverProxyProvider");
        }
        return settings;
    }

    private Process start(HdfsClusterBuilder builder, Path settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.showDateTime=true"));
        command.addAll(builder.jvmOptions);
        command.addAll(List.of(
                "-cp",
                ServerProcess.launcher() + ":" + builder.jars + "/*",
                HdfsClusterMain.class.getName(),
                settings.toString(),
                Integer.toString(builder.dataNodes)));
        nameNodes.forEach(address -> command.add(Integer.toString(address.getPort())));
        ProcessBuilder process = new ProcessBuilder(command).redirectError(log().toFile());
        process.environment().put("HADOOP_USER_NAME", SUPERUSER);
        process.environment().remove("HADOOP_CONF_DIR");
        return process.start();
    }

    private Path log() {
        return folder.path().resolve("hdfs.log");
    }

    private String logTail() throws IOException {
        List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    private static Path writeXml(Path file, Map<String, String> settings) throws IOException {
        String properties = settings.entrySet().stream()
                .map(setting -> "  <property><name>" + setting.getKey() + "</name><value>" + setting.getValue()
                        + "</value></property>\n")
                .collect(Collectors.joining());
        return Files.writeString(file, "<configuration>\n" + properties + "</configuration>\n");
    }
}
