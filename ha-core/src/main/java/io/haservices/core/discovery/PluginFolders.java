package io.haservices.core.discovery;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipFile;

/** Looks through a folder of plugins: each folder in it is one, with the jars that lie directly in it. */
final class PluginFolders {
    // What we put there ourselves.
    private static final String README = "README.txt";

    private final List<Plugin> plugins = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();

    /** @throws IOException when the folder itself cannot be read */
    PluginFolders(Path folder) throws IOException {
        for (Path one : sorted(folder)) {
            String name = String.valueOf(one.getFileName());
            if (Files.isDirectory(one)) {
                add(name, one);
            } else if (!name.startsWith(".") && !name.equals(README)) {
                broken(
                        name,
                        one,
                        "is no folder; a plugin is a folder with its jars, so move it into one of its own: "
                                + folder.resolve("<name>"));
            }
        }
    }

    List<Plugin> plugins() {
        return plugins;
    }

    /** What lies there and is no plugin, and jars that cannot be read. */
    List<Broken> broken() {
        return broken;
    }

    private void add(String name, Path folder) {
        List<Path> jars = new ArrayList<>();
        try {
            for (Path file : sorted(folder)) {
                if (file.toString().endsWith(".jar") && readable(file)) {
                    jars.add(file);
                }
            }
        } catch (IOException e) {
            broken("plugin '" + name + "'", folder, "cannot be read: " + e);
            return;
        }
        if (jars.isEmpty()) {
            broken("plugin '" + name + "'", folder, "has no jar to load; put its jars there, or remove the folder");
        } else {
            plugins.add(new Plugin(name, folder, PluginLoaders.of(name, jars)));
        }
    }

    /** The class loader would silently pass over one that is damaged, and others would seem to miss classes. */
    private boolean readable(Path jar) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.size() > 0 || said(jar, "it is empty");
        } catch (IOException e) {
            return said(jar, String.valueOf(e.getMessage()));
        }
    }

    private boolean said(Path jar, String reason) {
        broken(String.valueOf(jar.getFileName()), jar, "is no readable jar (" + reason + "); copy it again");
        return false;
    }

    private void broken(String what, Path where, String reason) {
        broken.add(new Broken(what, where.toString(), reason));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(all::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(all);
        return all;
    }
}
