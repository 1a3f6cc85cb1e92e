package io.haservices.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.cli.console.Surroundings;
import io.haservices.errors.ConfigurationException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The etcd that is installed here: none is shipped.
 *
 * @param plugins where the backend lies, if it lies in no class path
 */
record EtcdService(Path program, Optional<Path> plugins) implements DemoService {
    private static final String VARIABLE = "ETCD";
    private static final Pattern VERSION = Pattern.compile("\"etcdserver\":\\s*\"([^\"]+)\"");
    private static final String HOW_TO_GET_IT =
            " On Debian, 'apt-get download etcd-server && dpkg -x etcd-server_*.deb etcd' unpacks one without installing or starting it;"
                    + " then ETCD=etcd/usr/bin/etcd. In the source tree scripts/etcd does that. Elsewhere unpack a release of etcd, 3.4 or newer.";

    /** What the variable names, else what is in the PATH. */
    static EtcdService find(Surroundings surroundings) {
        Optional<String> named = surroundings.variable(VARIABLE);
        Path program = named.isPresent()
                ? usable(named.get())
                        .orElseThrow(
                                () -> new ConfigurationException("the environment variable " + VARIABLE + " names '"
                                        + named.get() + "', which is no program that can be started." + HOW_TO_GET_IT))
                : Stream.of(surroundings.variable("PATH").orElse("").split(File.pathSeparator))
                        .filter(folder -> !folder.isBlank())
                        .flatMap(folder -> usable(folder + File.separator + "etcd").stream())
                        .findFirst()
                        .orElseThrow(() ->
                                new ConfigurationException("there is no etcd here: the environment variable " + VARIABLE
                                        + " is not set, and no folder of the PATH has the program." + HOW_TO_GET_IT));
        return new EtcdService(
                program.toAbsolutePath(),
                surroundings.home().map(home -> home.resolve("plugins")).filter(Files::isDirectory));
    }

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public String title() {
        return "etcd";
    }

    @Override
    public List<String> server(int port, Workspace workspace, boolean owned) {
        String client = "http://127.0.0.1:" + port;
        // Nobody connects to this one: the only member has no peers.
        String peer = "http://127.0.0.1:1";
        return JavaProgram.etcd(
                workspace.toClear(owned),
                List.of(
                        program.toString(),
                        "--name=demo",
                        "--data-dir=" + workspace.data(),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=http://127.0.0.1:0",
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=demo=" + peer));
    }

    @Override
    public Optional<String> version(int port) {
        return get(port, "/health").filter(health -> health.contains("true")).flatMap(health -> {
            Matcher version = VERSION.matcher(get(port, "/version").orElse(""));
            return version.find() ? Optional.of(version.group(1)) : Optional.empty();
        });
    }

    @Override
    public List<String> clients(int port) {
        return Stream.concat(
                        Stream.of(
                                "high-availability.etcd.endpoints: http://127.0.0.1:" + port,
                                "high-availability.etcd.lease-ttl: " + Workspace.SESSION_TIMEOUT),
                        plugins.stream()
                                .map(folder -> "high-availability.plugins.dir: '"
                                        + folder.toString().replace("'", "''") + "'"))
                .toList();
    }

    private static Optional<Path> usable(String name) {
        try {
            return Optional.of(Path.of(name)).filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> get(int port, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(1000);
            try (InputStream in = connection.getInputStream()) {
                return Optional.of(new String(in.readAllBytes(), UTF_8));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
