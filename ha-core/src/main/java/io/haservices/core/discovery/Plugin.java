package io.haservices.core.discovery;

import java.nio.file.Path;

/**
 * A folder of jars with a class loader of its own.
 *
 * @param name of the folder
 * @param folder where it is
 * @param loader sees its jars and {@link SharedClasses}; never closed, for threads that a backend leaves behind may still load
 *     classes, and other services of this process use it too
 */
record Plugin(String name, Path folder, ClassLoader loader) {
    /** A class of this plugin's jars is named so in traces. */
    static String loaderName(String plugin) {
        return "plugins/" + plugin;
    }

    /** How this program calls an object of this plugin: under its class loader, and with missing classes explained. */
    <T> T called(Class<T> type, T object) {
        return type.cast(new Crossing(loader, new MissingClasses(this)).over(object));
    }

    @Override
    public String toString() {
        return "plugin '" + name + "' (" + folder + ")";
    }
}
