/** What a check of the stored states finds; start from {@link io.haservices.check.CheckReport}. */
@NullMarked
package io.haservices.check;

import org.jspecify.annotations.NullMarked;
