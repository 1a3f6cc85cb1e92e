package io.haservices.testkit.memory;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.values.SegmentPath;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The blobs of one root, shared by all {@link InMemoryStorage}s that are opened on it, and their faults. Safe for use by many threads. */
public final class InMemoryBlobs {
    /** What lies under a name. */
    static final class Blob {
        private final byte[] content;
        private final String tag;

        Blob(byte[] content, String tag) {
            this.content = content;
            this.tag = tag;
        }

        byte[] content() {
            return content;
        }

        String tag() {
            return tag;
        }
    }

    private enum Fault {
        NONE,
        READ_ONLY,
        OUTAGE
    }

    private final NavigableMap<BlobName, Blob> blobs = new TreeMap<>();
    private final NavigableMap<BlobName, Integer> incomplete = new TreeMap<>();
    private Fault fault = Fault.NONE;
    private boolean answerLost;
    private long writes;

    /** No blob, no fault. */
    public InMemoryBlobs() {}

    /** From now on every write, deletion and probe fails, and reads go on; until {@link #heal()}. */
    public synchronized void makeReadOnly() {
        fault = Fault.READ_ONLY;
    }

    /** From now on everything fails, until {@link #heal()}. */
    public synchronized void makeUnreachable() {
        fault = Fault.OUTAGE;
    }

    /** Ends all faults. */
    public synchronized void heal() {
        fault = Fault.NONE;
        answerLost = false;
    }

    /** The next conditional write is done, if its condition holds, and answered {@code UNKNOWN}. */
    public synchronized void loseNextAnswer() {
        answerLost = true;
    }

    /** Leaves behind what a write of this blob would that died before it was complete. */
    public synchronized void leaveIncomplete(BlobName name) {
        incomplete.merge(name, 1, Integer::sum);
    }

    synchronized boolean takeLostAnswer() {
        boolean lost = answerLost;
        answerLost = false;
        return lost;
    }

    synchronized void checkWrite(String what) {
        check(what, fault != Fault.NONE);
    }

    synchronized void checkRead(String what) {
        check(what, fault == Fault.OUTAGE);
    }

    synchronized Optional<Blob> find(BlobName name) {
        return Optional.ofNullable(blobs.get(name));
    }

    synchronized void put(BlobName name, byte[] content) {
        blobs.put(name, new Blob(content, "write-" + ++writes));
    }

    synchronized void remove(BlobName name) {
        blobs.remove(name);
    }

    synchronized List<BlobName> list(String prefix) {
        return blobs.keySet().stream()
                .filter(name -> SegmentPath.covers(prefix, name.path()))
                .toList();
    }

    synchronized int sweep(String prefix) {
        List<BlobName> found = incomplete.keySet().stream()
                .filter(name -> SegmentPath.covers(prefix, name.path()))
                .toList();
        return found.stream().mapToInt(incomplete::remove).sum();
    }

    private void check(String what, boolean fails) {
        if (fails) {
            throw new StorageException(what + " failed: the in-memory storage was made to fail (" + fault
                    + "). Call heal() on its blobs to end this.");
        }
    }
}
