/**
 * Stand-ins for the three classes of snappy-java that the server names. Its native code cannot be renamed, so the real
 * library would lie unrelocated on every class path that this jar is on; yet the server does not start without the names.
 */
package org.xerial.snappy;
