package io.haservices.cli.zookeeper;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asks all servers at once, so that those that don't answer keep nobody waiting for longer than one of them. */
record Inquiry(Duration limit) {
    List<ServerView> ask(List<QuorumServer> servers) {
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "ha-zookeeper-status");
            // Looking up a name cannot be interrupted; the command ends without it.
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<List<ServerView>>> found = all(
                    threads,
                    servers.stream().map(server -> resolving(threads, server)).toList());
            List<ServerView> views = new ArrayList<>();
            for (int i = 0; i < servers.size(); i++) {
                views.addAll(given(found.get(i), servers.get(i).toString()));
            }
            return views;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the servers were asked", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<List<ServerView>> resolving(ExecutorService threads, QuorumServer server) {
        return () -> {
            try {
                List<Target> targets = Target.of(server);
                List<Callable<List<ServerView>>> questions = targets.stream()
                        .<Callable<List<ServerView>>>map(target -> () -> List.of(target.ask(limit)))
                        .toList();
                List<Future<List<ServerView>>> answers = all(threads, questions);
                List<ServerView> views = new ArrayList<>();
                for (int i = 0; i < targets.size(); i++) {
                    views.addAll(given(answers.get(i), targets.get(i).name()));
                }
                return views;
            } catch (UnknownHostException e) {
                return List.of(ServerView.silent(server.toString(), "no address is known for this name"));
            }
        };
    }

    /** With a little more time than each question takes for itself: who is interrupted cannot say why. */
    private List<Future<List<ServerView>>> all(ExecutorService threads, List<Callable<List<ServerView>>> questions)
            throws InterruptedException {
        return threads.invokeAll(questions, limit.plusSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<ServerView> given(Future<List<ServerView>> answer, String name) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException e) {
            return List.of(ServerView.silent(name, "no answer within " + limit.toMillis() + " ms"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking " + name + " failed", e.getCause());
        }
    }
}
