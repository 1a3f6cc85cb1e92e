/** What is written into entries, as small versioned JSON; start from {@link io.haservices.core.records.Records}. */
@NullMarked
package io.haservices.core.records;

import org.jspecify.annotations.NullMarked;
