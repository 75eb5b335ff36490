package org.eventsource.cdi.extension.observers;

import static java.util.Comparator.comparing;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.cdi.FailedEvent.Phase;

/**
 * What has become of a message that was passed to its synchronous observers.
 *
 * @param async calls of asynchronous observers that are still to be made; each takes what is called at its end
 */
record Fired(List<Failed> failures, List<Consumer<Runnable>> async) {

    /**
     * A failure at the message.
     *
     * @param counts whether the message is not handled because of it
     */
    record Failed(Phase phase, Throwable cause, boolean counts) {

        /** Returns the cause as logs and error events have it. */
        Throwable shown() {
            return DecodingFailure.shown(phase, cause);
        }
    }

    /**
     * Returns the failure because of which the message is not handled; empty if it is handled. Data that cannot be
     * decoded comes before other failures, because further attempts would not help.
     */
    Optional<Failed> failed() {
        return failures.stream().filter(Failed::counts).min(comparing(failure -> failure.phase() != Phase.DECODING));
    }
}
