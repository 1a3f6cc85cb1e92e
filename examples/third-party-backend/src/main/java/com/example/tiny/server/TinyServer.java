package com.example.tiny.server;

import com.example.tiny.Wire;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Prefix;
import io.haservices.spi.coordination.Scope;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A coordination service that is one process and keeps everything in memory: it shows what a backend needs of a service, and is not
 * one to rely on. It listens at the loopback address only, and asks nobody who he is.
 */
public final class TinyServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool(TinyServer::daemon);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(TinyServer::daemon);
    // Above those of every server that ran here before.
    private final long firstRevision = System.currentTimeMillis() * 1_000;
    private final Map<String, Board> boards = new HashMap<>();
    private final Sessions sessions = new Sessions();
    private boolean paused;

    private TinyServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts one; port 0 means a free one. */
    public static TinyServer start(int port) throws IOException {
        TinyServer server = new TinyServer(new ServerSocket(port, 1_000, InetAddress.getLoopbackAddress()));
        server.threads.execute(server::accept);
        server.timer.scheduleWithFixedDelay(server::expire, 20, 20, TimeUnit.MILLISECONDS);
        return server;
    }

    /** Runs one until it is killed. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (TinyServer server = start(arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]))) {
            System.out.println("listening at 127.0.0.1:" + server.address().getPort());
            Thread.currentThread().join();
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Hangs until {@link #resume}: connections stay open, and nothing is answered. */
    public synchronized void pause() {
        paused = true;
    }

    /** Ends {@link #pause}; everybody gets a full timeout to come back. */
    public synchronized void resume() {
        paused = false;
        sessions.touchAll();
        notifyAll();
    }

    /** Ends a session as if it had been silent for too long. */
    public synchronized void end(String session) {
        sessions.end(session);
        for (Board board : boards.values()) {
            board.unbind(session);
        }
        notifyAll();
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        threads.shutdownNow();
        socket.close();
    }

    private synchronized void expire() {
        if (!paused) {
            sessions.expired().forEach(this::end);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                // Closed, or a client that has gone again.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            Wire.Request request = Wire.Request.valueOf(in.readUTF());
            switch (request) {
                case BEGIN -> begin(in, out);
                case TOUCH -> touch(in, out);
                case END -> end(in, out);
                case SCOPES -> scopes(in, out);
                case LIST -> list(in, out);
                case COMMIT -> commit(in, out);
                case POLL -> poll(in, out);
            }
            out.flush();
        } catch (IOException | IllegalArgumentException e) {
            // Whoever asked has gone, or does not speak this language.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        long timeout = TimeUnit.MILLISECONDS.toNanos(in.readLong());
        synchronized (this) {
            awaitRunning();
            out.writeUTF(sessions.begin(timeout));
        }
    }

    private void touch(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        String session = in.readUTF();
        synchronized (this) {
            awaitRunning();
            out.writeBoolean(sessions.touch(session));
        }
    }

    private void end(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        String session = in.readUTF();
        synchronized (this) {
            awaitRunning();
            end(session);
            out.writeBoolean(true);
        }
    }

    private void scopes(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        String clusterId = in.readUTF();
        synchronized (this) {
            awaitRunning();
            Wire.writeList(out, board(clusterId).scopes(), DataOutputStream::writeUTF);
        }
    }

    private void list(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        String clusterId = in.readUTF();
        Prefix prefix = readPrefix(in);
        synchronized (this) {
            awaitRunning();
            Wire.writeList(out, board(clusterId).list(prefix), Wire::writeEntry);
        }
    }

    private void commit(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        String clusterId = in.readUTF();
        in.readUTF();
        List<Guard> guards = Wire.readList(in, Wire::readGuard);
        List<Operation> operations = Wire.readList(in, Wire::readOperation);
        synchronized (this) {
            awaitRunning();
            Wire.writeAnswer(out, board(clusterId).commit(guards, operations, sessions));
            notifyAll();
        }
    }

    private void poll(DataInputStream in, DataOutputStream out) throws IOException, InterruptedException {
        String clusterId = in.readUTF();
        long since = in.readLong();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(in.readInt());
        List<Prefix> prefixes = Wire.readList(in, TinyServer::readPrefix);
        synchronized (this) {
            Board board = board(clusterId);
            long left = end - System.nanoTime();
            while (board.revision() <= since && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = end - System.nanoTime();
            }
            awaitRunning();
            boolean news = board.revision() > since;
            out.writeLong(news ? board.revision() : 0);
            for (Prefix prefix : news ? prefixes : List.<Prefix>of()) {
                Wire.writeList(out, board.list(prefix), Wire::writeEntry);
            }
        }
    }

    private void awaitRunning() throws InterruptedException {
        while (paused) {
            wait();
        }
    }

    private Board board(String clusterId) {
        return boards.computeIfAbsent(clusterId, any -> new Board(firstRevision));
    }

    private static Prefix readPrefix(DataInputStream in) throws IOException {
        return new Prefix(new Scope(in.readUTF()), in.readUTF());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "tiny-server");
        thread.setDaemon(true);
        return thread;
    }
}
