/**
 * The TCK for coordination backends, a class for each chapter of {@code docs/spec/coordination.md}. A backend's author
 * implements {@link io.haservices.testkit.tck.coordination.CoordinationFixture} and subclasses
 * {@link io.haservices.testkit.tck.coordination.CoordinationTck}.
 */
@NullMarked
package io.haservices.testkit.tck.coordination;

import org.jspecify.annotations.NullMarked;
