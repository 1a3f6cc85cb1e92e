package io.haservices.core.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The sessions that live, as the service counts their silence. */
final class Sessions {
    private final Environment environment;
    private final String prefix;
    private final Duration timeout;
    private final Consumer<String> expiry;
    private final Map<String, Long> heard = new LinkedHashMap<>();
    private boolean frozen;
    private int count;

    Sessions(Environment environment, String prefix, Duration timeout, Consumer<String> expiry) {
        this.environment = environment;
        this.prefix = prefix;
        this.timeout = timeout;
        this.expiry = expiry;
    }

    String begin() {
        String id = prefix + "-" + ++count;
        touch(id, true);
        checkLater(id, timeout);
        return id;
    }

    boolean isAlive(String id) {
        return heard.containsKey(id);
    }

    void touch(String id) {
        touch(id, isAlive(id));
    }

    void end(String id) {
        heard.remove(id);
    }

    /** They are forgotten. */
    void endAll() {
        heard.clear();
    }

    /** While the service does not serve, nobody's silence counts. */
    void freeze() {
        frozen = true;
    }

    /** Everybody has the whole timeout again. */
    void thaw() {
        frozen = false;
        heard.keySet().forEach(id -> touch(id, true));
    }

    private void touch(String id, boolean there) {
        if (there) {
            heard.put(id, environment.time.nanoTime());
        }
    }

    private void checkLater(String id, Duration delay) {
        environment.after(delay, () -> check(id));
    }

    private void check(String id) {
        Long last = heard.get(id);
        if (last == null) {
            return;
        }
        long left = last + timeout.toNanos() - environment.time.nanoTime();
        if (frozen || left > 0) {
            checkLater(id, frozen ? timeout : Duration.ofNanos(left));
        } else {
            environment.tally.count(Tally.Of.SESSIONS_EXPIRED);
            expiry.accept(id);
        }
    }
}
