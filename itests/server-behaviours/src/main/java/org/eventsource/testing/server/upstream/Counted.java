package org.eventsource.testing.server.upstream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;

/** Records the numbers of the stream in their order. */
@ApplicationScoped
public class Counted {

    private final List<Long> numbers = new ArrayList<>();

    synchronized void on(@Observes @Stream("count") MessageEvent event) {
        numbers.add(Long.valueOf(event.data()));
    }

    synchronized List<Long> numbers() {
        return List.copyOf(numbers);
    }
}
