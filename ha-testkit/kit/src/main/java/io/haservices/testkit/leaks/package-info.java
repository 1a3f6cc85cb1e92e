/**
 * What services leave behind when they are opened and closed again and again; start from
 * {@link io.haservices.testkit.leaks.LeakCheck}.
 */
@NullMarked
package io.haservices.testkit.leaks;

import org.jspecify.annotations.NullMarked;
