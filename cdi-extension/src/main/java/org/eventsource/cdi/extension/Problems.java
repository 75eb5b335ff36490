package org.eventsource.cdi.extension;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with a deployment, told all at once. */
final class Problems {

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    void add(String problem) {
        problems.add(problem);
    }

    /** Adds what helps with more than one problem; it ends a report. */
    void note(String text) {
        notes.add(text);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** For one who asked for one stream. */
    String summary() {
        return String.join("; ", problems);
    }

    String report() {
        return (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                + " with event streams:\n- "
                + String.join("\n- ", problems)
                + notes.stream().map("\n"::concat).collect(Collectors.joining());
    }
}
