package io.haservices.cli.zookeeper;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What one server is asked, one word after the other: each needs a connection of its own. */
final class ServerQuestions {
    private final String name;
    private final InetSocketAddress address;
    private final Duration limit;
    private final long begin = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private ServerFacts facts = ServerFacts.NONE;

    ServerQuestions(String name, InetSocketAddress address, Duration limit) {
        this.name = name;
        this.address = address;
        this.limit = limit;
    }

    ServerView ask() {
        try {
            Reply srvr = FourLetterWord.ask(address, "srvr", left());
            if (srvr.isEmpty()) {
                return ServerView.silent(name, whyItHangsUp());
            }
            learn(srvr);
            if (!srvr.isFromZooKeeper()) {
                return ServerView.silent(name, "is no ZooKeeper server: it answered '" + srvr.firstLine() + "'");
            }
            learn(FourLetterWord.ask(address, "mntr", left()));
            learn(FourLetterWord.ask(address, "cons", left()));
        } catch (IOException e) {
            if (facts.equals(ServerFacts.NONE) && notes.isEmpty()) {
                return ServerView.silent(name, reason(e));
            }
            notes.add(reason(e));
        }
        return new ServerView(name, true, facts, notes);
    }

    private void learn(Reply reply) {
        if (reply.isRefused()) {
            notes.add("'" + reply.word() + "' is not in its 4lw.commands.whitelist");
        } else if (reply.isWithoutQuorum()) {
            String note = "serves nobody: it has no quorum";
            if (!notes.contains(note)) {
                notes.add(note);
            }
        } else {
            facts = facts.and(ServerFacts.of(reply));
        }
    }

    private String whyItHangsUp() throws IOException {
        return TlsProbe.speaksTls(address, left())
                ? "the port is for TLS only, and cannot be asked this way; ask at a plain port of the server, if it has one"
                : "hung up without an answer: no ZooKeeper server, or it takes no more connections from here (maxClientCnxns)";
    }

    private Duration left() throws SocketTimeoutException {
        Duration left = limit.minusNanos(System.nanoTime() - begin);
        if (left.toMillis() <= 0) {
            throw new SocketTimeoutException();
        }
        return left;
    }

    private String reason(IOException e) {
        if (e instanceof SocketTimeoutException) {
            return "no answer within " + limit.toMillis() + " ms";
        }
        return e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused")
                ? "nothing listens there: connection refused"
                : String.valueOf(e.getMessage());
    }
}
