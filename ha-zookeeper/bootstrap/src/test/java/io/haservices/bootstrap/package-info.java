/** Tests of reading {@code zoo.cfg} and of finding one's own server again; whole ensembles are started by the distribution's tests. */
@NullMarked
package io.haservices.bootstrap;

import org.jspecify.annotations.NullMarked;
