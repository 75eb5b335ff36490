package org.eventsource.cdi.extension.observers;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eventsource.spi.ForeignText;

/**
 * Reports once which event types observers and publishers name but the first 1,000 messages of a stream do not have:
 * they may be misspelt. Called by one thread at a time.
 */
public final class UnseenTypes {

    private static final int MESSAGES = 1_000;

    /** The report has a limit, because the server may send any number of types. */
    private static final int MOST_TYPES = 20;

    private final String stream;
    private final Consumer<String> report;

    /** The types that are named and no message had yet. */
    private final Set<String> missing;

    private final Set<String> seen = new LinkedHashSet<>();
    private int messages;

    /**
     * @param stream the name of the stream in messages
     * @param named the types that observers and injected publishers name
     * @param report is called at most once
     */
    public UnseenTypes(String stream, Collection<String> named, Consumer<String> report) {
        this.stream = stream;
        this.missing = new TreeSet<>(named);
        this.report = report;
    }

    /** Counts a message. */
    public void message(String type) {
        if (missing.isEmpty()) {
            return;
        }
        missing.remove(type);
        if (seen.size() < MOST_TYPES) {
            seen.add(type);
        }
        messages++;
        if (messages == MESSAGES && !missing.isEmpty()) {
            report.accept(
                    "%s: none of the first 1,000 messages has an event type that the application names: %s; they have: %s"
                            .formatted(stream, listed(missing), listed(seen)));
            missing.clear();
        }
    }

    private static String listed(Set<String> types) {
        return types.stream().map(type -> '"' + ForeignText.of(type) + '"').collect(Collectors.joining(", "));
    }
}
