package org.eventsource.impl.sse;

import static java.lang.System.Logger.Level.WARNING;

import jakarta.ws.rs.sse.InboundSseEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.Reports;
import org.jspecify.annotations.Nullable;

/**
 * Those who were registered, in that order. An error or the completion is the last they hear; what one of them throws
 * is logged and keeps nothing from the others.
 */
final class Consumers {

    private static final System.Logger LOGGER = System.getLogger(Consumers.class.getPackageName());

    private final String source;
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private boolean over;

    private record Registration(
            Consumer<InboundSseEvent> onEvent,
            @Nullable Consumer<Throwable> onError,
            Runnable onComplete,
            Reports reports) {}

    /** With the name of the source, for the log. */
    Consumers(String source) {
        this.source = source;
    }

    void add(Consumer<InboundSseEvent> onEvent, @Nullable Consumer<Throwable> onError, Runnable onComplete) {
        registrations.add(new Registration(onEvent, onError, onComplete, new Reports()));
    }

    void event(InboundSseEvent event) {
        registrations.forEach(each -> call(each, "an event", () -> each.onEvent.accept(event)));
    }

    void error(Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        if (registrations.stream().allMatch(each -> each.onError == null)) {
            LOGGER.log(WARNING, "%s ended, and nobody is registered for errors".formatted(source), failure);
        }
        registrations.forEach(each -> call(each, "an error", () -> {
            if (each.onError != null) {
                each.onError.accept(failure);
            }
        }));
    }

    void complete() {
        if (!over) {
            over = true;
            registrations.forEach(each -> call(each, "the completion", each.onComplete));
        }
    }

    private void call(Registration registration, String occasion, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            FatalErrors.rethrow(e);
            if (registration.reports.isNew(e)) {
                LOGGER.log(WARNING, "A consumer of %s failed at %s; the others go on".formatted(source, occasion), e);
            }
        }
    }
}
