package io.haservices.cli.demo;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Folder and processes of one demo, cleared away at its end, and when this process is ended by a signal at any moment. */
final class Stage implements AutoCloseable {
    private final Children children = new Children();
    private final boolean keep;
    private @Nullable Workspace workspace;
    private volatile boolean interrupted;

    private Stage(boolean keep) {
        this.keep = keep;
    }

    static Stage open(boolean keep) throws IOException {
        Stage stage = new Stage(keep);
        // Before there is anything to clear away, so that there is no moment without it.
        Runtime.getRuntime().addShutdownHook(new Thread(stage::interrupt, "ha-demo-clearing"));
        stage.workspace();
        return stage;
    }

    synchronized Workspace workspace() throws IOException {
        if (workspace == null) {
            if (interrupted) {
                throw new IOException("the demo is being ended");
            }
            workspace = Workspace.create();
        }
        return workspace;
    }

    Children children() {
        return children;
    }

    /** Whether this process is being ended by a signal. */
    boolean interrupted() {
        return interrupted;
    }

    private void interrupt() {
        interrupted = true;
        clear();
    }

    /** Ends all processes and deletes the folder. Idempotent; whoever comes second waits until it is done. */
    synchronized void clear() {
        children.close();
        if (workspace != null && !keep) {
            workspace.delete();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
