package io.haservices.cli.run;

import io.haservices.HighAvailabilityServices;
import io.haservices.LeaderElection;
import io.haservices.LivenessOptions;
import io.haservices.LivenessPolicy;
import io.haservices.cli.console.UsageException;
import io.haservices.cli.guard.GuardException;
import io.haservices.cli.guard.GuardedCommand;
import io.haservices.config.Configuration;
import io.haservices.errors.HaException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** One standing in the election, with a guard of its own, and the term that may follow. */
final class Attempt {
    private final HighAvailabilityServices services;
    private final Configuration configuration;
    private final String election;
    private final Duration timeout;
    private final Launch launch;
    private final EventSink sink;

    /** {@code timeout} is that of the session. */
    Attempt(
            HighAvailabilityServices services,
            Configuration configuration,
            String election,
            Duration timeout,
            Launch launch,
            EventSink sink) {
        this.services = services;
        this.configuration = configuration;
        this.election = election;
        this.timeout = timeout;
        this.launch = launch;
        this.sink = sink;
    }

    /** How it ended, and how long the command ran. */
    record Result(Outcome outcome, Duration ran) {}

    /** Blocks until leadership, if there was any, has been given up. */
    Result run(SignalDesk signals) {
        try (GuardedCommand guarded = GuardedCommand.standBy();
                Renewal renewal = new Renewal(period(timeout));
                LeaderElection standing = standing(guarded)) {
            CommandContender contender = new CommandContender(guarded, launch, renewal, sink);
            signals.attend(contender);
            sink.tell(
                    sink.event("standby")
                            .put("election", election)
                            .put("contender_id", standing.contenderId())
                            .put("session_timeout_millis", timeout.toMillis())
                            .put("grace_millis", launch.grace().toMillis()),
                    "standing by in election '" + election + "' as " + standing.contenderId());
            contender.watchGuard();
            standing.start(contender);
            return new Result(outcome(contender), contender.ran());
        } catch (GuardException e) {
            throw new UsageException("a command cannot be guarded on this machine: " + e.getMessage());
        } finally {
            signals.attend(null);
        }
    }

    /** Nobody takes over on evidence of death as long as the guard may still have to end the command. */
    private LeaderElection standing(GuardedCommand guarded) {
        if (configuration.get(LivenessOptions.POLICY) == LivenessPolicy.OFF) {
            return services.leaderElection(election);
        }
        int port = configuration.get(LivenessOptions.PORT);
        return services.leaderElection(
                election, guarded.witness(configuration.get(LivenessOptions.BIND_ADDRESS), port == 0 ? 0 : port + 1));
    }

    private static Outcome outcome(CommandContender contender) {
        try {
            return contender.outcome().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HaException error) {
                throw error;
            }
            throw e;
        }
    }

    private static Duration period(Duration timeout) {
        Duration twentieth = timeout.dividedBy(20);
        return twentieth.toMillis() < 250 ? twentieth : Duration.ofMillis(250);
    }
}
