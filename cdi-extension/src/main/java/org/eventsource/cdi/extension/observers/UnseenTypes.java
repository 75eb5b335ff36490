package org.eventsource.cdi.extension.observers;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eventsource.spi.ForeignText;

/**
 * Says once which event types observers name and no message of a stream has: they may be misspelt. Called by one thread
 * at a time.
 */
public final class UnseenTypes {

    private static final int MESSAGES = 1_000;

    /** The server chooses types, and may choose many. */
    private static final int MOST_TYPES = 20;

    private final String stream;
    private final Consumer<String> report;

    /** What observers name and no message had yet. */
    private final Set<String> missing;

    private final Set<String> came = new LinkedHashSet<>();
    private int messages;

    /**
     * @param stream its name for people
     * @param named the types that observers name
     * @param report is called once at most
     */
    public UnseenTypes(String stream, Collection<String> named, Consumer<String> report) {
        this.stream = stream;
        this.missing = new TreeSet<>(named);
        this.report = report;
    }

    /** A message of a type has come. */
    public void message(String type) {
        if (missing.isEmpty()) {
            return;
        }
        missing.remove(type);
        if (came.size() < MOST_TYPES) {
            came.add(type);
        }
        messages++;
        if (messages == MESSAGES && !missing.isEmpty()) {
            report.accept(
                    "%s: none of the first 1,000 messages has an event type that observers name: %s; they have: %s"
                            .formatted(stream, listed(missing), listed(came)));
            missing.clear();
        }
    }

    private static String listed(Set<String> types) {
        return ForeignText.of(types.stream().map(type -> '"' + type + '"').collect(Collectors.joining(", ")));
    }
}
