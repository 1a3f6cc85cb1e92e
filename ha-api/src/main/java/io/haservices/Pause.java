package io.haservices;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A pause of an election (LE-23).
 *
 * @param reason why, for people
 * @param since when it began, by the clock of who asked for it; for people
 * @param limit how long it lasts, counted by each contender from when it saw the pause; until it is lifted when empty
 * @param candidateId the only candidate that may win: as it is configured, or the id of the contender that led last when that has none
 */
public record Pause(String reason, Instant since, Optional<Duration> limit, String candidateId) {}
