package io.haservices.benchmarks.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.haservices.Fence;
import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderContender;
import io.haservices.LeaderElection;
import io.haservices.Leadership;
import io.haservices.StateStore;
import io.haservices.config.Configuration;
import io.haservices.core.HighAvailability;
import io.haservices.errors.HaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A process that stands in an election, works while it leads, looks at the state and follows the leader all the time, and writes down what it sees. Its
 * arguments: its name, whether it is fenced, when the first registers began, and settings as key=value. On its input it is told {@code audit},
 * and {@code end}.
 */
public final class AttackedMain implements LeaderContender {
    static final String ELECTION = "attacked";
    static final String STORE = "registers";
    static final String FENCED = "fenced";
    static final String UNFENCED = "unfenced";
    static final String AUDIT = "audit";
    static final String END = "end";
    private static final Duration GLANCES = Duration.ofMillis(80);

    private final String client;
    private final boolean fenced;
    private final Keys keys;
    private final HighAvailabilityServices services;
    private final Journal journal = new Journal();
    private volatile @Nullable Reign reign;

    private AttackedMain(String client, boolean fenced, Keys keys, HighAvailabilityServices services) {
        this.client = client;
        this.fenced = fenced;
        this.keys = keys;
        this.services = services;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String argument : List.of(arguments).subList(3, arguments.length)) {
            int equals = argument.indexOf('=');
            settings.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        try (HighAvailabilityServices services = HighAvailability.open(Configuration.of(settings))) {
            Keys keys = new Keys(Long.parseLong(arguments[2]));
            new AttackedMain(arguments[0], arguments[1].equals(FENCED), keys, services).run();
        }
        // Workers whose calls wait for what is away must not hold the process up.
        Runtime.getRuntime().halt(0);
    }

    private void run() throws IOException {
        LeaderElection election = services.leaderElection(ELECTION);
        election.start(this);
        services.leaderRetrieval(ELECTION)
                .start(leader -> leader.ifPresentOrElse(
                        info -> journal.leader(info.epoch(), info.id(), info.ready()),
                        () -> journal.leader(-1, Journal.NOTHING, false)));
        Thread glancing = new Thread(this::glance, "glancing");
        glancing.setDaemon(true);
        glancing.start();
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = told.readLine(); line != null && !line.equals(END); line = told.readLine()) {
            Reign current = reign;
            if (line.equals(AUDIT) && current != null) {
                List<String> all = keys.all();
                journal.audited(all.size(), current.audit(all));
            }
        }
        election.close();
    }

    @Override
    public void onGranted(Leadership leadership) {
        journal.granted(leadership.epoch());
        Reign begun = fenced
                ? new Reign(client, leadership, journal, keys)
                : new UnfencedReign(
                        client, leadership, journal, keys, services.stateStore(ELECTION, STORE, Fence.currentTerm()));
        reign = begun;
        begun.begin();
    }

    @Override
    public void onRevoked(Leadership leadership) {
        journal.revoked(leadership.epoch(), leadership.ended().map(Enum::name).orElse(""));
        Reign ended = reign;
        reign = null;
        if (ended != null) {
            ended.end();
        }
    }

    /** Reads without leading, and tells the wall clock. */
    private void glance() {
        StateStore store = services.stateStore(ELECTION, STORE, Fence.currentTerm());
        Random random = new Random(client.hashCode());
        while (true) {
            journal.clock(System.currentTimeMillis());
            String key = keys.any(random);
            long operation = journal.invoked(Journal.GLANCE, key, Journal.NOTHING, 0);
            try {
                Optional<String> value = store.read(key).map(bytes -> new String(bytes, UTF_8));
                journal.returned(operation, System.nanoTime(), Journal.OK, value, "");
            } catch (HaException e) {
                journal.returned(operation, System.nanoTime(), Journal.FAILED, Optional.empty(), Reign.nameOf(e));
            }
            LockSupport.parkNanos(GLANCES.toNanos());
        }
    }
}
