package io.haservices.testkit.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.MiniDFSNNTopology;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The main class of a process that is a whole cluster of HDFS. It does what the lines of its standard input say, answers each
 * with a line, and ends when its input ends.
 */
final class HdfsClusterMain {
    static final String NAMESERVICE = "ha-test";
    private static final int ORPHANED = 137;

    private final Configuration configuration;
    private final MiniDFSCluster cluster;
    private final Deque<MiniDFSCluster.DataNodeProperties> stopped = new ArrayDeque<>();

    private HdfsClusterMain(Configuration configuration, MiniDFSCluster cluster) {
        this.configuration = configuration;
        this.cluster = cluster;
    }

    /** A file of settings, the number of DataNodes, and the port of each NameNode. */
    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        Configuration configuration = new HdfsConfiguration();
        configuration.addResource(new Path(args[0]));
        UserGroupInformation.setConfiguration(configuration);
        if (UserGroupInformation.isSecurityEnabled()) {
            UserGroupInformation.loginUserFromKeytab(
                    configuration.get("dfs.namenode.kerberos.principal"),
                    configuration.get("dfs.namenode.keytab.file"));
        }
        MiniDFSCluster.Builder builder = new MiniDFSCluster.Builder(configuration)
                .numDataNodes(Integer.parseInt(args[1]))
                .checkExitOnShutdown(false);
        if (args.length > 3) {
            MiniDFSNNTopology.NSConf nameservice = new MiniDFSNNTopology.NSConf(NAMESERVICE);
            for (int i = 2; i < args.length; i++) {
                nameservice.addNN(new MiniDFSNNTopology.NNConf("nn" + (i - 1)).setIpcPort(Integer.parseInt(args[i])));
            }
            builder.nnTopology(new MiniDFSNNTopology().addNameservice(nameservice));
        } else {
            builder.nameNodePort(Integer.parseInt(args[2]));
        }
        HdfsClusterMain main = new HdfsClusterMain(configuration, builder.build());
        if (args.length > 3) {
            main.cluster.transitionToActive(0);
        }
        main.cluster.waitActive();
        main.fileSystem(0).setPermission(new Path("/"), new FsPermission((short) 0777));
        answers.println("ready");
        main.obey(commands, answers);
        Runtime.getRuntime().halt(ORPHANED);
    }

    private void obey(BufferedReader commands, PrintStream answers) throws IOException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            try {
                String[] words = line.split(" ");
                answers.println("done " + runAgainAfterRestart(words));
            } catch (IOException | RuntimeException e) {
                e.printStackTrace();
                answers.println("failed " + e.toString().lines().findFirst().orElse(""));
            }
        }
    }

    /** Our own connection to the NameNode ends with it. */
    private String runAgainAfterRestart(String[] words) throws IOException {
        try {
            return run(words[0], words);
        } catch (EOFException | ConnectException e) {
            return run(words[0], words);
        }
    }

    private String run(String command, String[] words) throws IOException {
        switch (command) {
            case "stop-namenode" -> cluster.shutdownNameNode(Integer.parseInt(words[1]));
            case "start-namenode" -> cluster.restartNameNode(Integer.parseInt(words[1]), false);
            case "await-active" -> cluster.waitActive();
            case "activate" -> {
                cluster.transitionToStandby(1 - Integer.parseInt(words[1]));
                cluster.transitionToActive(Integer.parseInt(words[1]));
            }
            case "activate-alone" -> cluster.transitionToActive(Integer.parseInt(words[1]));
            case "stop-datanode" -> stopped.push(cluster.stopDataNode(0));
            case "start-datanodes" -> {
                while (!stopped.isEmpty()) {
                    cluster.restartDataNode(stopped.pop(), true);
                }
                cluster.waitActive();
            }
            case "quota" ->
                fileSystem(0).setQuota(new Path(words[3]), Long.parseLong(words[1]), Long.parseLong(words[2]));
            case "chmod" -> fileSystem(0).setPermission(new Path(words[2]), new FsPermission(words[1]));
            case "safe-mode" -> fileSystem(0).setSafeMode(SafeModeAction.valueOf(words[1]));
            case "chmod-directories" -> chmodDirectories(new Path(words[2]), new FsPermission(words[1]));
            case "lose-next-rename" -> LosingAuditLogger.loseNextRename(words[1]);
            default -> throw new IllegalArgumentException("no command " + command);
        }
        return "";
    }

    private void chmodDirectories(Path path, FsPermission mode) throws IOException {
        fileSystem(0).setPermission(path, mode);
        for (FileStatus entry : fileSystem(0).listStatus(path)) {
            if (entry.isDirectory()) {
                chmodDirectories(entry.getPath(), mode);
            }
        }
    }

    private DistributedFileSystem fileSystem(int nameNode) throws IOException {
        configuration.setBoolean("fs.hdfs.impl.disable.cache", true);
        return cluster.getFileSystem(nameNode);
    }
}
