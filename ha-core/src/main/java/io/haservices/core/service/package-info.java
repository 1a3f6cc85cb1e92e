/** The services of one client; start from {@link io.haservices.core.service.CoreServices}. */
@NullMarked
package io.haservices.core.service;

import org.jspecify.annotations.NullMarked;
