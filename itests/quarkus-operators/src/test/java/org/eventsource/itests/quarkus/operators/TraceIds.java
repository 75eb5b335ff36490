package org.eventsource.itests.quarkus.operators;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.jboss.logging.MDC;

/** Records the trace ids that a log line of an observer would have. */
@ApplicationScoped
public class TraceIds {

    private final List<String> all = new CopyOnWriteArrayList<>();

    void on(@Observes @Stream("drill") MessageEvent message) {
        all.add(String.valueOf(MDC.get("traceId")));
    }

    /** Returns the trace ids, in order. */
    public List<String> all() {
        return List.copyOf(all);
    }
}
