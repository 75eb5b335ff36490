package org.eventsource.impl.dispatch;

import java.util.function.UnaryOperator;
import org.eventsource.Event;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** Logs what the listeners of one target throw, and keeps it for a cursor. To be used in the turn of the target. */
public final class ListenerFailures implements FailureLog {

    private final System.Logger logger;
    private final String name;
    private final UnaryOperator<Reports> counted;
    private boolean repeats;
    private @Nullable Throwable first;

    /**
     * Counts the failures of each listener by themselves.
     *
     * @param name the name of the target in the log
     */
    public ListenerFailures(System.Logger logger, String name) {
        this(logger, name, UnaryOperator.identity());
    }

    /**
     * Counts the failures of all listeners together.
     *
     * @param name the name of the target in the log
     * @param shared other targets may share it
     */
    public ListenerFailures(System.Logger logger, String name, Reports shared) {
        this(logger, name, ofListener -> shared);
    }

    private ListenerFailures(System.Logger logger, String name, UnaryOperator<Reports> counted) {
        this.logger = logger;
        this.name = name;
        this.counted = counted;
    }

    /** A message is delivered, which is delivered again if a listener fails. */
    public void begin() {
        repeats = true;
        first = null;
    }

    /** The message was delivered. Returns the first failure of a listener; null: there was none. */
    public @Nullable Throwable end() {
        repeats = false;
        return first;
    }

    @Override
    public void listenerFailed(Event event, Throwable failure, Reports reports) {
        if (repeats && first == null) {
            first = failure;
        }
        String what = repeats
                ? "%s: a listener failed at an event of type \"%s\"; the message is delivered again"
                : "%s: a listener failed at an event of type \"%s\"; the stream goes on";
        counted.apply(reports).log(logger, what.formatted(name, ForeignText.of(event.type())), failure);
    }
}
