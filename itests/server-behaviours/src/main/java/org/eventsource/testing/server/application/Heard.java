package org.eventsource.testing.server.application;

import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** Records what the beans received, in order. Each bean chooses the name of its records. */
@ApplicationScoped
public class Heard {

    private static final int PATIENCE_SECONDS = 20;

    private final Map<String, BlockingQueue<String>> heard = new ConcurrentHashMap<>();

    public void add(String name, Object what) {
        queue(name).add(what.toString());
    }

    /** Waits for the next record of that name. Returns empty if there is none in time. */
    public Optional<String> next(String name) throws InterruptedException {
        return Optional.ofNullable(queue(name).poll(PATIENCE_SECONDS, SECONDS));
    }

    private BlockingQueue<String> queue(String name) {
        return heard.computeIfAbsent(name, absent -> new LinkedBlockingQueue<>());
    }
}
