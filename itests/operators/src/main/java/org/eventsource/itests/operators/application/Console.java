package org.eventsource.itests.operators.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.ErrorEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.StreamState;

/** Answers questions about one stream, in lines. */
@ApplicationScoped
public class Console {

    @Inject
    EventSources sources;

    @Inject
    Calls calls;

    @Inject
    Counters counters;

    @Inject
    LogLines log;

    /** Answers a question of the tests. */
    public String answer(String question, String key) {
        return switch (question) {
            case "state" -> state(key);
            case "calls" -> calls(key);
            case "counters" -> counters(key);
            case "log" -> String.join("\n", log.lines(key));
            case "pause" -> {
                sources.pause(key);
                yield "";
            }
            case "resume" -> {
                sources.resume(key);
                yield "";
            }
            default -> throw new IllegalArgumentException(question);
        };
    }

    private String state(String key) {
        StreamState state = sources.streams().stream()
                .filter(stream -> stream.key().equals(key))
                .findAny()
                .orElseThrow();
        return lines(
                "state=" + state.readyState(),
                "attempt=" + state.attempt(),
                "failures=" + state.failures(),
                "connections=" + state.connections(),
                "next=" + state.nextAttempt().map(Object::toString).orElse("none"),
                "reason=" + state.lastError().map(ErrorEvent::reason).orElse("none"));
    }

    private String calls(String key) {
        return Stream.of("attempts", "attempt", "failures", "connections", "reason", "wait")
                .map(name -> name + "=" + calls.value(key, name))
                .collect(Collectors.joining("\n"));
    }

    private String counters(String key) {
        return lines(
                "attempts=" + counters.value("eventsource.connection.attempts", key),
                "failures=" + counters.value("eventsource.connection.failures", key),
                "connections=" + counters.value("eventsource.connections", key));
    }

    private static String lines(String... lines) {
        return String.join("\n", lines);
    }
}
