package io.haservices.testkit.memory;

import io.haservices.errors.StorageException;
import io.haservices.spi.storage.BlobName;
import io.haservices.spi.storage.IncompleteWrite;
import io.haservices.values.SegmentPath;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
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
        NONE(""),
        READ_ONLY("permission to write was denied"),
        UNREADABLE("permission to read was denied"),
        OUTAGE("it is unreachable");

        private final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    private static final Comparator<IncompleteWrite> ORDER =
            Comparator.comparing(IncompleteWrite::blob).thenComparing(IncompleteWrite::id);

    private final NavigableMap<BlobName, Blob> blobs = new TreeMap<>();
    private final Set<IncompleteWrite> incomplete = new HashSet<>();
    private Fault fault = Fault.NONE;
    private boolean answerLost;
    private long limit = Long.MAX_VALUE;
    private long writes;
    private long begun;

    /** No blob, no fault. */
    public InMemoryBlobs() {}

    /** From now on every write, deletion and probe fails, and reads go on; until {@link #heal()}. */
    public synchronized void makeReadOnly() {
        fault = Fault.READ_ONLY;
    }

    /** From now on every read and list fails, and writes go on; until {@link #heal()}. */
    public synchronized void makeUnreadable() {
        fault = Fault.UNREADABLE;
    }

    /** From now on a blob that is longer finds no space, in bytes; {@link #heal()} does not change that. */
    public synchronized void limitTo(long longest) {
        limit = longest;
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
    public void leaveIncomplete(BlobName name) {
        begin(name);
    }

    synchronized boolean takeLostAnswer() {
        boolean lost = answerLost;
        answerLost = false;
        return lost;
    }

    synchronized void checkWrite(String what) {
        check(what, fault == Fault.READ_ONLY || fault == Fault.OUTAGE);
    }

    synchronized void checkSpace(String what, long length) {
        if (length > limit) {
            throw new StorageException(what + " failed: no space is left, for the in-memory storage was limited to "
                    + limit + " bytes a blob. Call limitTo on its blobs to end this.");
        }
    }

    synchronized void checkRead(String what) {
        check(what, fault == Fault.UNREADABLE || fault == Fault.OUTAGE);
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

    synchronized IncompleteWrite begin(BlobName name) {
        IncompleteWrite write = new IncompleteWrite(name, String.format("begun-%06d", ++begun));
        incomplete.add(write);
        return write;
    }

    /** Whether the blob is there now: no, if the write was discarded. */
    synchronized boolean complete(IncompleteWrite write, byte[] content) {
        boolean left = discard(write);
        if (left) {
            put(write.blob(), content);
        }
        return left;
    }

    synchronized List<IncompleteWrite> incomplete(String prefix) {
        return incomplete.stream()
                .filter(write -> SegmentPath.covers(prefix, write.blob().path()))
                .sorted(ORDER)
                .toList();
    }

    /** Whether there was such a write. */
    synchronized boolean discard(IncompleteWrite write) {
        return incomplete.remove(write);
    }

    private void check(String what, boolean fails) {
        if (fails) {
            throw new StorageException(what + " failed: the in-memory storage was made to fail, " + fault.words
                    + ". Call heal() on its blobs to end this.");
        }
    }
}
