@NullMarked
package io.haservices.testkit.proxy;

import org.jspecify.annotations.NullMarked;
