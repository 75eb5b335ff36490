package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.event.Event;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Event} that is selected when it is first needed. For a bean that is made before the application starts,
 * GlassFish logs a SEVERE line.
 */
final class SelectedEvent<T> implements Supplier<Event<T>> {

    private final Supplier<Event<T>> selection;
    private volatile @Nullable Event<T> selected;

    SelectedEvent(Supplier<Event<T>> selection) {
        this.selection = selection;
    }

    @Override
    public Event<T> get() {
        Event<T> event = selected;
        if (event == null) {
            event = selection.get();
            selected = event;
        }
        return event;
    }
}
