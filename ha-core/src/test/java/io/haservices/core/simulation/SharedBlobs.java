package io.haservices.core.simulation;

import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What lies in the one storage of all processes, and who watches over it. */
final class SharedBlobs {
    /** Is told of every blob that vanishes, at its moment. */
    interface Observer {
        void deleted(BlobName blob);
    }

    final NavigableMap<BlobName, byte[]> blobs = new TreeMap<>();
    final NavigableMap<String, IncompleteWrite> incomplete = new TreeMap<>();
    private final Observer observer;
    private boolean down;
    private int begun;

    SharedBlobs(Observer observer) {
        this.observer = observer;
    }

    boolean isDown() {
        return down;
    }

    void setDown(boolean value) {
        down = value;
    }

    IncompleteWrite begin(BlobName name) {
        IncompleteWrite write = new IncompleteWrite(name, String.format(java.util.Locale.ROOT, "begun-%06d", ++begun));
        incomplete.put(write.id(), write);
        return write;
    }

    void delete(BlobName name) {
        if (blobs.remove(name) != null) {
            observer.deleted(name);
        }
    }
}
