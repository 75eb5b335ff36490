package org.eventsource.cdi.extension.model;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong with a deployment, told all at once. */
public final class Problems {

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    public void add(String problem) {
        problems.add(problem);
    }

    /** Adds what helps with more than one problem; it ends a report. */
    public void note(String text) {
        notes.add(text);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** For one who asked for one stream. */
    public String summary() {
        return String.join("; ", problems);
    }

    public String report() {
        return (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                + " with event streams:\n- "
                + String.join("\n- ", problems)
                + notes.stream().map("\n"::concat).collect(Collectors.joining());
    }
}
