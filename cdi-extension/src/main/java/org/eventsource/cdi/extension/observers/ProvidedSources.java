package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;

/**
 * The sources that dependent beans of the application created for {@code EventSources.get}. A closed source, with its
 * dependent objects, is destroyed when the next one is created. All others are destroyed when the application stops.
 */
final class ProvidedSources {

    private record Made(EventSource source, Runnable destruction) {}

    private final List<Made> made = new ArrayList<>();

    /**
     * Registers the source for destruction if its bean is dependent. Other beans are destroyed by the context of their
     * scope.
     */
    EventSource register(EventSource source, Bean<?> bean, Runnable destruction) {
        if (bean.getScope() == Dependent.class) {
            closed().forEach(destroyed -> destroyed.destruction.run());
            add(new Made(source, destruction));
        }
        return source;
    }

    private synchronized void add(Made source) {
        made.add(source);
    }

    private synchronized List<Made> closed() {
        List<Made> closed = made.stream()
                .filter(each -> each.source.readyState() == ReadyState.CLOSED)
                .toList();
        made.removeAll(closed);
        return closed;
    }

    /**
     * Destroys all sources. If there is none, no other class is loaded: the container may have closed our class loader.
     */
    void close() {
        for (Made destroyed : all()) {
            destroyed.destruction.run();
        }
    }

    private synchronized List<Made> all() {
        List<Made> all = List.copyOf(made);
        made.clear();
        return all;
    }
}
