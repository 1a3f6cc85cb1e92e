package io.haservices.cli.run;

import java.time.Duration;
import java.util.Optional;

/**
 * How it is known that the command is ready.
 *
 * @param check a shell command that ends with 0 then
 * @param within how long after its start the command has for that, if there is a limit
 */
record Readiness(String check, Optional<Duration> within) {}
