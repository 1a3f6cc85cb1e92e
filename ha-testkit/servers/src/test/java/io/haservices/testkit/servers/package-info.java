@NullMarked
package io.haservices.testkit.servers;

import org.jspecify.annotations.NullMarked;
