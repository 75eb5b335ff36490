package org.eventsource.cdi.extension.model;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects all problems of a deployment, so that one report lists them all. */
public final class Problems {

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();

    public void add(String problem) {
        problems.add(problem);
    }

    /** Adds a note that helps with more than one problem. Notes are at the end of the report. */
    public void note(String text) {
        notes.add(text);
    }

    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** Returns the problems and notes in one line, for an exception about one stream. */
    public String summary() {
        return String.join("; ", problems)
                + notes.stream().map(" (%s)"::formatted).collect(Collectors.joining());
    }

    public String report() {
        return (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
                + " with event streams:\n- "
                + String.join("\n- ", problems)
                + notes.stream().map("\n"::concat).collect(Collectors.joining());
    }
}
