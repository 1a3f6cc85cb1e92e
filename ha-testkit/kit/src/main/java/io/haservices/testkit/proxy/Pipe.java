package io.haservices.testkit.proxy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** One direction of one connection: bytes read from one socket, waiting for their time, and written to the other. */
final class Pipe {
    private static final int CHUNK = 16 * 1024;
    private static final int MOST_WAITING = 1024 * 1024;

    /** How the stream ends after the bytes that still wait. */
    private enum End {
        OPEN,
        FINISH,
        CUT,
        DONE,
        LOST
    }

    private record Chunk(long due, ByteBuffer bytes) {}

    private final Direction direction;
    private final Flow flow;
    private final Traffic traffic;
    private final ArrayDeque<Chunk> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long lastDue = System.nanoTime();
    private boolean targetFull;
    private boolean gap;
    private End end = End.OPEN;

    Pipe(Direction direction, Flow flow, Traffic traffic) {
        this.direction = direction;
        this.flow = flow;
        this.traffic = traffic;
    }

    Flow flow() {
        return flow;
    }

    boolean wantsToRead() {
        return end == End.OPEN && flow.mode() != Flow.Mode.HOLD && waitingBytes < MOST_WAITING;
    }

    boolean wantsToWrite() {
        return targetFull && flow.passes();
    }

    boolean isDone() {
        return end == End.DONE;
    }

    /** Bytes, or the end of the stream, were swallowed, and what follows would reach the receiver. */
    boolean isBroken() {
        return gap && flow.passes();
    }

    void read(SocketChannel source, long now) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        int count = source.read(bytes);
        if (count == 0) {
            return;
        }
        if (flow.mode() == Flow.Mode.SWALLOW) {
            gap = true;
            end = count < 0 ? End.LOST : End.OPEN;
            traffic.swallowed(Math.max(0, count));
        } else if (count < 0) {
            end = End.FINISH;
        } else {
            int admitted = flow.admit(count);
            // A later byte must not overtake an earlier one that drew more jitter.
            lastDue = Math.max(lastDue, flow.dueAfter(now));
            waiting.add(new Chunk(lastDue, bytes.flip().limit(admitted)));
            waitingBytes += admitted;
            end = admitted < count ? End.CUT : End.OPEN;
        }
    }

    /** Writes what is due. Returns true when the limit was reached and everything before it is written: the connection has to be cut. */
    boolean write(SocketChannel target, long now) throws IOException {
        if (flow.mode() == Flow.Mode.SWALLOW) {
            swallowWaiting();
        }
        targetFull = false;
        while (flow.passes() && !waiting.isEmpty() && isDue(waiting.element(), now)) {
            Chunk next = waiting.element();
            int written = target.write(next.bytes());
            waitingBytes -= written;
            traffic.delivered(direction, written);
            if (next.bytes().hasRemaining()) {
                targetFull = true;
                return false;
            }
            waiting.remove();
        }
        if (flow.passes() && waiting.isEmpty() && end == End.FINISH) {
            end = End.DONE;
            target.shutdownOutput();
        }
        return waiting.isEmpty() && end == End.CUT;
    }

    /** The time of {@link System#nanoTime()} until which this pipe has nothing to do unless a socket becomes ready; now + Long.MAX_VALUE / 2 when there is none. */
    long nextDue(long now) {
        boolean sleeping = flow.passes() && !targetFull && !waiting.isEmpty();
        return sleeping ? waiting.element().due() : now + Long.MAX_VALUE / 2;
    }

    private boolean isDue(Chunk chunk, long now) {
        return !flow.isDelayed() || chunk.due() - now <= 0;
    }

    private void swallowWaiting() {
        if (waitingBytes > 0) {
            gap = true;
            traffic.swallowed(waitingBytes);
            waiting.clear();
            waitingBytes = 0;
        }
        if (end == End.FINISH) {
            gap = true;
            end = End.LOST;
        }
    }
}
