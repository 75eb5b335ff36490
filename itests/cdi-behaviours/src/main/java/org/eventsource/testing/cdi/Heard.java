package org.eventsource.testing.cdi;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.eventsource.itests.support.Patience;

/** What the application's beans have heard, in order, by the name that each chooses. */
@ApplicationScoped
public class Heard {

    private final Map<String, BlockingQueue<Object>> heard = new ConcurrentHashMap<>();

    public void add(String name, Object what) {
        queue(name).add(what);
    }

    /** The next of that name, which must come. */
    public Object next(String name) throws InterruptedException {
        Object next = queue(name).poll(Patience.LIMIT.toMillis(), MILLISECONDS);
        if (next == null) {
            throw new AssertionError(name + " heard nothing within " + Patience.LIMIT);
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
