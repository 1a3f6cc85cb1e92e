/** What an application uses; start from {@link io.haservices.HighAvailabilityServices}. */
@NullMarked
package io.haservices;

import org.jspecify.annotations.NullMarked;
