package io.haservices.zookeeper;

import io.haservices.shaded.org.apache.curator.RetryPolicy;
import io.haservices.shaded.org.apache.curator.retry.BoundedExponentialBackoffRetry;

/** How long to wait before something that failed is tried again: Curator's policy, asked without sleeping. */
final class Backoff {
    /** Curator refuses more. */
    private static final int MOST_RETRIES = 29;

    private final RetryPolicy policy;

    Backoff(ZooKeeperSettings settings) {
        int most = Math.toIntExact(settings.maxRetryWait().toMillis());
        int least = Math.min(most, Math.toIntExact(settings.retryWait().toMillis()));
        policy = new BoundedExponentialBackoffRetry(least, most, MOST_RETRIES);
    }

    RetryPolicy policy() {
        return policy;
    }

    /** The pause after so many failures in a row. */
    long nanos(int failures) {
        long[] pause = {0};
        boolean unused = policy.allowRetry(
                Math.min(failures, MOST_RETRIES - 1), 0, (time, unit) -> pause[0] = unit.toNanos(time));
        return pause[0];
    }
}
