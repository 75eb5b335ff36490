package org.eventsource.cdi.extension.observers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.eventsource.cdi.extension.threads.Gate;
import org.junit.jupiter.api.Test;

/** Stops the application while it fires to asynchronous observers. */
class AsyncObserversTest {

    private final AsyncObservers observers = new AsyncObservers(Thread::new, new Gate());
    private final List<Throwable> failures = new ArrayList<>();

    /** Runs the given code between our call and the call of the executor, as a container does. */
    private record Firing(Runnable before) implements Event<String> {

        @Override
        public void fire(String event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends String> CompletionStage<U> fireAsync(U event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends String> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
            before.run();
            options.getExecutor().execute(() -> {});
            throw new IllegalStateException("the executor took the task");
        }

        @Override
        public Event<String> select(Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends String> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <U extends String> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_notification_that_the_stop_prevents_is_no_failure() {
        observers.fire(new Firing(observers::stop), "message", failures::add);

        assertThat(failures).isEmpty();
    }

    @Test
    void what_an_observer_rejects_itself_is_a_failure() {
        RejectedExecutionException own = new RejectedExecutionException("the observer's own");
        observers.fire(
                new Firing(() -> {
                    throw own;
                }),
                "message",
                failures::add);
        observers.stop();

        assertThat(failures).containsExactly(own);
    }
}
