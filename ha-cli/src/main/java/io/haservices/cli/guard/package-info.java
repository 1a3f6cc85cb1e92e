/**
 * The out-of-process guard behind {@code ha run}: a second small JVM that owns the command and ends it before a deadline, whatever
 * happens to the JVM that leads. Start at {@link io.haservices.cli.guard.GuardedCommand}.
 *
 * <p>Both processes run the same {@link io.haservices.cli.guard.Loop}; what each of them decides is a state machine without input,
 * output or clock ({@link io.haservices.cli.guard.GuardDecisions}, {@link io.haservices.cli.guard.SupervisorDecisions}). Linux only: it
 * needs {@code /proc}, {@code setsid} and a {@code /bin/sh} whose {@code kill} is built in.
 */
@NullMarked
package io.haservices.cli.guard;

import org.jspecify.annotations.NullMarked;
