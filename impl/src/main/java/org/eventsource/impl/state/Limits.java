package org.eventsource.impl.state;

/**
 * How many attempts may fail in a row.
 *
 * @param reconnects whether a request is repeated
 * @param maxAttempts zero: no limit
 * @param failed how many attempts have failed since the stream was last open
 */
record Limits(boolean reconnects, int maxAttempts, int failed) {

    static final Limits NONE = new Limits(true, 0, 0);

    /** The stream was opened. */
    Limits opened() {
        return new Limits(reconnects, maxAttempts, 0);
    }

    /** An attempt has failed. It is counted if there is a limit. */
    Limits failedOnce() {
        return maxAttempts == 0 ? this : new Limits(reconnects, maxAttempts, failed + 1);
    }

    boolean isExhausted() {
        return maxAttempts > 0 && failed >= maxAttempts;
    }

    /** Returns the failure of a source that gives up after its last attempt. */
    Failure exhausted(Failure last) {
        return last.with("gave up after %d failed %s in a row (maxAttempts): %s"
                .formatted(failed, failed == 1 ? "attempt" : "attempts", last.reason()));
    }
}
