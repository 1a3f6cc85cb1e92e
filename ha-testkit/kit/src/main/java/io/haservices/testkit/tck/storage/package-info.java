/**
 * The TCK for storages, a class for each chapter of {@code docs/spec/storage.md}. A backend's author implements
 * {@link io.haservices.testkit.tck.storage.StorageFixture} and subclasses {@link io.haservices.testkit.tck.storage.StorageTck}.
 */
@NullMarked
package io.haservices.testkit.tck.storage;

import org.jspecify.annotations.NullMarked;
