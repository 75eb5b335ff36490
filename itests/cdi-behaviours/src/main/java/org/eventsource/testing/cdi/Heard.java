package org.eventsource.testing.cdi;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.itests.support.Patience;

/** Records what the application's beans received, in order. Each bean chooses the name of its records. */
@ApplicationScoped
public class Heard {

    private final Map<String, BlockingQueue<Object>> heard = new ConcurrentHashMap<>();

    public void add(String name, Object what) {
        queue(name).add(what);
    }

    /** Waits for the next record of that name and returns it. It fails if there is none in time. */
    public Object next(String name) throws InterruptedException {
        Object next = queue(name).poll(Patience.LIMIT.toMillis(), MILLISECONDS);
        if (next == null) {
            throw new AssertionError(name + " recorded nothing within " + Patience.LIMIT);
        }
        return next;
    }

    public boolean isEmpty(String name) {
        return queue(name).isEmpty();
    }

    private BlockingQueue<Object> queue(String name) {
        return heard.computeIfAbsent(name, absent -> new LinkedBlockingQueue<>());
    }
}
