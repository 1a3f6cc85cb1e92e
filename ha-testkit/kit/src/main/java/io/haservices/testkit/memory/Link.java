package io.haservices.testkit.memory;

/**
 * The connection between one client and the in-memory service, and its faults. Belongs to the client, not to a session: it
 * stays the same when the client gets a new one. All methods return at once and may be called from any thread.
 */
public final class Link {
    /** What happens to the next commit on this link; its answer is lost in either case. */
    enum Loss {
        NONE,
        BEFORE,
        AFTER
    }

    private final Server server;
    private final Connection client;
    private final Pipe toServer;
    private final Pipe toClient;
    private boolean up = true;
    private int generation;
    private Loss loss = Loss.NONE;

    Link(Server server, Connection client) {
        this.server = server;
        this.client = client;
        this.toServer = new Pipe(server, server.timeline());
        this.toClient = new Pipe(server, server.timeline());
    }

    /** Cuts the connection: all that is on its way is lost, and the client becomes suspect until {@link #heal()}. */
    public void cut() {
        synchronized (server) {
            if (up) {
                up = false;
                abandon();
                toServer.drop();
                client.disconnected();
            }
        }
    }

    /** Ends every fault of this link. The client takes up its session again if it still lives, and begins a new one if not. */
    public void heal() {
        synchronized (server) {
            loss = Loss.NONE;
            release();
            if (!up) {
                up = true;
                client.connect();
            }
        }
    }

    /** Keeps requests on their way until {@link #release()}; they may arrive after the session has ended. */
    public void holdRequests() {
        synchronized (server) {
            toServer.hold();
        }
    }

    /** Keeps answers and news on their way until {@link #release()}: the client believes that the service hangs. */
    public void holdAnswers() {
        synchronized (server) {
            toClient.hold();
        }
    }

    /** Lets what was held go on, in order. */
    public void release() {
        synchronized (server) {
            toServer.release();
            toClient.release();
        }
    }

    /** The next commit is done, if its conditions hold, and the connection breaks for a moment before the answer comes back. */
    public void loseNextAnswer() {
        synchronized (server) {
            loss = Loss.AFTER;
        }
    }

    /** The next commit is sent, and the connection breaks for a moment before it arrives. */
    public void loseNextRequest() {
        synchronized (server) {
            loss = Loss.BEFORE;
        }
    }

    boolean isUp() {
        return up;
    }

    int generation() {
        return generation;
    }

    /** Answers to what was sent before are not heard any more; what was sent may still arrive. */
    void abandon() {
        generation++;
        toClient.drop();
    }

    void blip() {
        cut();
        heal();
    }

    Loss takeLoss() {
        Loss taken = loss;
        loss = Loss.NONE;
        return taken;
    }

    void toServer(Runnable message) {
        if (up) {
            toServer.send(server.latency(), message);
        }
    }

    /** Sends to the client, unless the connection on which it was asked is gone. */
    void toClient(int askedIn, Runnable message) {
        if (up && askedIn == generation) {
            toClient.send(server.latency(), message);
        }
    }
}
