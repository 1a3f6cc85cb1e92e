package io.haservices.core.wiring;

import io.haservices.HighAvailabilityOptions;
import io.haservices.LivenessOptions;
import io.haservices.LivenessPolicy;
import io.haservices.config.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the numbers promise together. Between two heartbeats the deadline of a healthy leader comes as near as half the session timeout; it
 * steps down a margin before the deadline; another can lead after it. So margin, pauses and orderly ends have to fit into that half.
 */
final class Timing {
    private final Duration session;
    private final Duration margin;
    private final Configuration configuration;

    /** With the session timeout that was negotiated. */
    Timing(Duration session, Configuration configuration) {
        this.session = session;
        this.configuration = configuration;
        this.margin = shorter(configured(), session.dividedBy(4));
    }

    private Duration configured() {
        return configuration.get(HighAvailabilityOptions.STEP_DOWN_MARGIN);
    }

    /** What does not fit together. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (configured().compareTo(margin) > 0) {
            warnings.add(HighAvailabilityOptions.STEP_DOWN_MARGIN.key() + " is " + text(configured())
                    + ", but more than a quarter of the session timeout of " + text(session)
                    + " would end leaderships for no reason: " + text(margin) + " is taken.");
        }
        Duration silence = configuration.get(LivenessOptions.UNREACHABLE_AFTER);
        if (policy() == LivenessPolicy.UNREACHABLE && silence.compareTo(session) >= 0) {
            warnings.add(
                    LivenessOptions.UNREACHABLE_AFTER.key() + " is " + text(silence) + ", so the session timeout of "
                            + text(session) + " always comes first: give less, or the policy refused.");
        }
        return warnings;
    }

    /** What follows from what was configured and negotiated. */
    List<String> promises() {
        return List.of(
                "session timeout " + text(session) + ", step-down margin " + text(margin)
                        + ", deadline of a healthy leader at least " + text(session.dividedBy(2)) + " ahead",
                "a pause of the leader's process, or an outage of its connection, of up to "
                        + text(session.dividedBy(2).minus(margin)) + " costs nothing"
                        + (tolerates()
                                ? ""
                                : ", but a suspended connection ends leadership at once (tolerate-suspended-connections)"),
                "beneath 'ha run' the command is ended its --grace and 1 s before the deadline: such a pause may take"
                        + " so much less, in place of the margin",
                "a leader that is cut off steps down within " + text(session.minus(margin))
                        + ", and another leads soon after " + text(session),
                switch (policy()) {
                    case OFF -> "a leader that crashes is replaced soon after " + text(session);
                    case REFUSED ->
                        "a leader that crashes is replaced at once, or soon after " + text(session)
                                + " where its port cannot be asked";
                    case UNREACHABLE ->
                        "a leader that crashes is replaced at once, or after "
                                + text(configuration.get(LivenessOptions.UNREACHABLE_AFTER)) + " of silence";
                });
    }

    private LivenessPolicy policy() {
        return configuration.get(LivenessOptions.POLICY);
    }

    private boolean tolerates() {
        return configuration.get(HighAvailabilityOptions.TOLERATE_SUSPENDED_CONNECTIONS);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
