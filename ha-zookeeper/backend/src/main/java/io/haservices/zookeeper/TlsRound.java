package io.haservices.zookeeper;

import io.haservices.zookeeper.TlsFinding.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks every server of the quorum once, all at the same time. */
final class TlsRound {
    private final TlsSettings settings;
    private final String quorum;
    private final Duration limit;
    private final ExecutorService threads;

    /** @param limit of the whole round */
    TlsRound(TlsSettings settings, String quorum, Duration limit, ExecutorService threads) {
        this.settings = settings;
        this.quorum = quorum;
        this.limit = limit;
        this.threads = threads;
    }

    /** Blocks up to the limit. */
    TlsConclusion ask() throws InterruptedException {
        List<String> servers = List.of(quorum.split(","));
        TlsMaterial material;
        try {
            material = TlsMaterial.load(settings);
        } catch (StoreProblem e) {
            String text = "is not asked: " + e.getMessage();
            return new TlsConclusion(servers.stream()
                    .map(server -> new TlsFinding(server, Kind.REFUSED, text))
                    .toList());
        }
        TlsProbe probe = new TlsProbe(settings, material, limit.dividedBy(2));
        List<Callable<List<TlsFinding>>> tasks = new ArrayList<>();
        servers.forEach(server -> tasks.add(() -> look(probe, server)));
        List<TlsFinding> findings = new ArrayList<>();
        List<Future<List<TlsFinding>>> answers = threads.invokeAll(tasks, limit.toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; i < answers.size(); i++) {
            findings.addAll(findings(servers.get(i), answers.get(i)));
        }
        return new TlsConclusion(findings);
    }

    private static List<TlsFinding> findings(String server, Future<List<TlsFinding>> answer)
            throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return List.of(new TlsFinding(server, Kind.UNREACHABLE, "does not answer"));
        } catch (ExecutionException e) {
            return List.of(new TlsFinding(server, Kind.UNREACHABLE, "cannot be asked: " + e.getCause()));
        }
    }

    /** One finding for each address that the name stands for: they may be different servers. */
    private static List<TlsFinding> look(TlsProbe probe, String server) {
        String host = NamedHosts.host(server);
        try {
            List<TlsFinding> findings = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                findings.add(probe.look(server, host, new InetSocketAddress(address, NamedHosts.port(server))));
            }
            return findings;
        } catch (UnknownHostException e) {
            return List.of(new TlsFinding(server, Kind.UNREACHABLE, "has a name without an address"));
        }
    }
}
