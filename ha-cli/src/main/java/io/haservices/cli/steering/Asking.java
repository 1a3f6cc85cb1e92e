package io.haservices.cli.steering;

import io.haservices.cli.console.Console;

/** Says what is being waited for. */
final class Asking {
    private Asking() {}

    static void note(Console console, String election, String what) {
        if (!console.json()) {
            console.note("asking the leader of election '" + election + "' to " + what + ", for up to "
                    + console.options().timeout().toMillis() + " ms");
        }
    }
}
