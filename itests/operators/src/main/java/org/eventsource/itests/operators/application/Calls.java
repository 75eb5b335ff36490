package org.eventsource.itests.operators.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eventsource.ErrorEvent;
import org.eventsource.OpenEvent;
import org.eventsource.spi.StreamMonitor;

/** Counts the calls of a monitor. */
@ApplicationScoped
public class Calls implements StreamMonitor {

    private final Map<String, String> values = new ConcurrentHashMap<>();

    private void count(String key, String name) {
        values.merge(key + "." + name, "1", (before, one) -> String.valueOf(Integer.parseInt(before) + 1));
    }

    private void fail(String key, ErrorEvent error) {
        values.put(key + ".reason", error.reason());
        values.put(
                key + ".wait",
                error.reconnectIn()
                        .map(Duration::toSeconds)
                        .map(String::valueOf)
                        .orElse("none"));
        count(key, "failures");
    }

    @Override
    public void attempting(String key, int attempt) {
        values.put(key + ".attempt", String.valueOf(attempt));
        count(key, "attempts");
    }

    @Override
    public void opened(String key, OpenEvent event, Duration took) {
        count(key, "connections");
    }

    @Override
    public void failed(String key, ErrorEvent error) {
        fail(key, error);
    }

    @Override
    public void closed(String key, ErrorEvent error) {
        fail(key, error);
    }

    String value(String key, String name) {
        return values.getOrDefault(key + "." + name, "0");
    }
}
