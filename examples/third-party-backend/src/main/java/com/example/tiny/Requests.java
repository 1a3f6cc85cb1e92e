package com.example.tiny;

import io.haservices.errors.UnavailableException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks the server: a connection and a thread for each request, which is simple and not fast. Tries again until the time is over, so an
 * outage that is shorter is not noticed; but what may have arrived is sent again only if that does no harm.
 */
final class Requests {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final InetSocketAddress server;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;

    Requests(InetSocketAddress server, ExecutorService threads, ScheduledExecutorService timer) {
        this.server = server;
        this.threads = threads;
        this.timer = timer;
    }

    /** Something to ask. */
    interface Question {
        void write(DataOutputStream out) throws IOException;
    }

    /** There was no answer in time; {@code sent} tells whether the server may have got the question all the same. */
    static final class Unanswered extends UnavailableException {
        private static final long serialVersionUID = 1;

        private final boolean sent;

        Unanswered(String message, boolean sent) {
            super(message);
            this.sent = sent;
        }

        boolean sent() {
            return sent;
        }
    }

    /** @param harmless whether the question may be asked twice */
    <T> CompletableFuture<T> ask(Duration limit, boolean harmless, Question question, Wire.Reader<T> answer) {
        Attempts<T> attempts = new Attempts<>(System.nanoTime() + limit.toNanos(), harmless, question, answer);
        try {
            timer.schedule(attempts::timeOut, limit.toNanos(), TimeUnit.NANOSECONDS);
            threads.execute(attempts);
        } catch (RejectedExecutionException e) {
            attempts.fail("it is closed");
        }
        return attempts.result;
    }

    private final class Attempts<T> implements Runnable {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final long end;
        private final boolean harmless;
        private final Question question;
        private final Wire.Reader<T> answer;
        private volatile boolean sent;
        private volatile Socket socket = new Socket();

        Attempts(long end, boolean harmless, Question question, Wire.Reader<T> answer) {
            this.end = end;
            this.harmless = harmless;
            this.question = question;
            this.answer = answer;
        }

        @Override
        public void run() {
            String reason = "it did not answer";
            while (!result.isDone() && (harmless || !sent)) {
                try {
                    result.complete(attempt());
                } catch (IOException e) {
                    reason = e.toString();
                    if (harmless || !sent) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            }
            fail(reason);
        }

        private T attempt() throws IOException {
            int left = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            try (Socket connection = new Socket()) {
                socket = connection;
                connection.setTcpNoDelay(true);
                connection.connect(server, left);
                connection.setSoTimeout(left);
                DataOutputStream out = new DataOutputStream(new BufferedOutputStream(connection.getOutputStream()));
                question.write(out);
                if (result.isDone()) {
                    throw new IOException("too late");
                }
                sent = true;
                out.flush();
                return answer.read(new DataInputStream(connection.getInputStream()));
            }
        }

        private void timeOut() {
            fail("it did not answer in time");
            try {
                // Wakes whoever still waits for it.
                socket.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }

        private void fail(String reason) {
            result.completeExceptionally(
                    new Unanswered("the server " + server + " cannot be asked: " + reason + ". Is it running?", sent));
        }
    }
}
