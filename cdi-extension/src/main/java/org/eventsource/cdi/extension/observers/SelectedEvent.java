package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.event.Event;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Event} that is selected on first use. GlassFish logs a SEVERE line for a bean that is created before the
 * application starts.
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
