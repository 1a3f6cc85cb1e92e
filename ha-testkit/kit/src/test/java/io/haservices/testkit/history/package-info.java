@NullMarked
package io.haservices.testkit.history;

import org.jspecify.annotations.NullMarked;
