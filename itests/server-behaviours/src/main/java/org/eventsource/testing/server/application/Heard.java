package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** What the beans have heard, in order, by the name that each chooses. */
@ApplicationScoped
public class Heard {

    private static final int PATIENCE_SECONDS = 20;

    private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();

    public void add(String name, Object what) {
        queue(name).add(what.toString());
    }

    /** The next of that name, once it is there. */
    public Optional<String> next(String name) throws InterruptedException {
        return Optional.ofNullable(queue(name).poll(PATIENCE_SECONDS, SECONDS));
    }

    private BlockingQueue<String> queue(String name) {
        return heard.computeIfAbsent(name, absent -> new LinkedBlockingQueue<>());
    }
}
