/**
 * The unpacked tarball as its users have it: real processes, in a path with a space and through a symbolic link. Nothing of the
 * product is on the class path of these tests but one ZooKeeper client, to look at and to damage what lies there.
 */
@NullMarked
package io.haservices.distribution;

import org.jspecify.annotations.NullMarked;
