package org.eventsource.impl.sse;

import jakarta.ws.rs.sse.InboundSseEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.impl.source.LogSettings;
import org.jspecify.annotations.Nullable;

/**
 * The registered consumers, in order. An error or the completion is their last call. If one of them throws, that is
 * logged and the others are called.
 */
final class Consumers {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private final String source;
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private boolean over;

    private record Registration(
            Consumer<InboundSseEvent> onEvent,
            @Nullable Consumer<Throwable> onError,
            Runnable onComplete,
            Reports reports) {}

    /**
     * No consumers yet.
     *
     * @param source the name of the source in the log
     */
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
        registrations.forEach(each -> call(each, "an error", () -> {
            if (each.onError != null) {
                each.onError.accept(failure);
            }
        }));
    }

    /** Returns whether a consumer of errors is registered. */
    boolean handleErrors() {
        return registrations.stream().anyMatch(each -> each.onError != null);
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
            registration.reports.log(
                    LOGGER, "A consumer of %s failed at %s; the others go on".formatted(source, occasion), e);
        }
    }
}
