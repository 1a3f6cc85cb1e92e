package io.haservices.cli.console;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.haservices.core.records.UnreadableRecordException;
import io.haservices.errors.ConfigurationException;
import io.haservices.errors.DamagedStateException;
import io.haservices.errors.ElectionRemovedException;
import io.haservices.errors.LeadershipLostException;
import io.haservices.errors.MissingBlobException;
import io.haservices.errors.NotAuthorizedException;
import io.haservices.errors.OutcomeUnknownException;
import io.haservices.errors.StaleEpochException;
import io.haservices.errors.StateConflictException;
import io.haservices.errors.SteeringRefusedException;
import io.haservices.errors.StorageException;
import io.haservices.errors.UnavailableException;
import io.haservices.errors.UnsupportedCapabilityException;

/**
 * What an error is to the caller (CLI-02, CLI-05).
 *
 * @param code the exit code
 * @param type the word for programs
 * @param message for people; never a trace
 * @param cause the error itself
 */
public record Failure(int code, String type, String message, Throwable cause) {
    /** Sorts an error. */
    public static Failure of(Throwable error) {
        if (error instanceof UsageException) {
            return new Failure(ExitCode.USAGE, "usage", text(error), error);
        } else if (error instanceof NegativeException negative) {
            return new Failure(ExitCode.NEGATIVE, negative.type(), text(error), error);
        } else if (error instanceof ConfigurationException) {
            return new Failure(ExitCode.USAGE, "configuration", text(error), error);
        } else if (error instanceof StaleEpochException) {
            return new Failure(ExitCode.STALE_EPOCH, "stale-epoch", text(error), error);
        } else if (error instanceof LeadershipLostException) {
            return new Failure(ExitCode.LEADERSHIP_LOST, "leadership-lost", text(error), error);
        } else if (error instanceof OutcomeUnknownException) {
            return new Failure(ExitCode.OUTCOME_UNKNOWN, "outcome-unknown", text(error), error);
        } else if (error instanceof DamagedStateException
                || error instanceof MissingBlobException
                || error instanceof UnreadableRecordException) {
            return new Failure(ExitCode.DAMAGED, "damaged", text(error), error);
        } else if (error instanceof StateConflictException) {
            return new Failure(ExitCode.NEGATIVE, "conflict", text(error), error);
        } else if (error instanceof SteeringRefusedException) {
            return new Failure(ExitCode.NEGATIVE, "refused", text(error), error);
        } else if (error instanceof ElectionRemovedException) {
            return new Failure(ExitCode.NEGATIVE, "election-removed", text(error), error);
        }
        return ofService(error);
    }

    private static Failure ofService(Throwable error) {
        if (error instanceof UnavailableException) {
            return new Failure(ExitCode.UNREACHABLE, "unreachable", text(error), error);
        } else if (error instanceof StorageException) {
            return new Failure(ExitCode.UNREACHABLE, "storage", text(error), error);
        } else if (error instanceof NotAuthorizedException) {
            return new Failure(ExitCode.USAGE, "not-authorized", text(error), error);
        } else if (error instanceof UnsupportedCapabilityException) {
            return new Failure(ExitCode.USAGE, "unsupported", text(error), error);
        } else if (error instanceof OutputException) {
            return new Failure(ExitCode.INTERNAL, "output", text(error), error);
        }
        String message = "internal error, please report it: " + error + ". HA_DEBUG=1 shows where it happened.";
        return new Failure(ExitCode.INTERNAL, "internal", message, error);
    }

    /** Tells it on standard error and returns the exit code. */
    public int report(Console console) {
        if (console.json()) {
            ObjectNode json = Console.object();
            ObjectNode object =
                    json.putObject("error").put("code", code).put("type", type).put("message", message);
            details(object);
            console.surroundings().err().println(json);
        } else {
            console.note(message);
            if (cause instanceof OutcomeUnknownException unknown
                    && !unknown.mark().isEmpty()) {
                console.note("Repeat the same command with: --mark " + unknown.mark());
            }
        }
        if (console.verbose()) {
            cause.printStackTrace(console.surroundings().err());
        }
        return code;
    }

    private void details(ObjectNode object) {
        if (cause instanceof ConfigurationException configuration) {
            configuration.problems().forEach(object.putArray("problems")::add);
        } else if (cause instanceof StaleEpochException stale) {
            object.put("election", stale.election())
                    .put("epoch", stale.epoch())
                    .put("current_epoch", stale.currentEpoch());
        } else if (cause instanceof OutcomeUnknownException unknown) {
            object.put("mark", unknown.mark());
        } else if (cause instanceof DamagedStateException damaged) {
            object.put("pointer", damaged.pointer()).put("location", damaged.location());
        }
    }

    private static String text(Throwable error) {
        return requireNonNullElse(error.getMessage(), error.getClass().getSimpleName());
    }
}
