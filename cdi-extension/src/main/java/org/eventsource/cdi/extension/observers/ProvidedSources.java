package org.eventsource.cdi.extension.observers;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.EventSource;
import org.eventsource.ReadyState;

/**
 * The sources that dependent beans of the application made for {@code EventSources.get}. Each is destroyed, with what
 * was made for it, when another one is asked for after it was closed, or when the application stops.
 */
final class ProvidedSources {

    private record Made(EventSource source, Runnable destruction) {}

    private final List<Made> made = new ArrayList<>();

    /** Destroys the source later, if its bean is a dependent one: a context destroys the others. */
    EventSource keep(EventSource source, Bean<?> bean, Runnable destruction) {
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

    /** Needs no other class where there is no source: the container may have closed our class loader by then. */
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
