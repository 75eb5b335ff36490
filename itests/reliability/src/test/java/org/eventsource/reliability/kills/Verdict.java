package org.eventsource.reliability.kills;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a judge has found.
 *
 * @param lost numbers of the server without a trace
 * @param twice traces of numbers that have one already, or that the server has not sent
 * @param disordered new numbers that came after a greater one
 * @param effects numbers that were handled
 * @param letters numbers that are dead letters
 * @param healthy dead letters of numbers that do not fail for good
 */
record Verdict(long lost, long twice, long disordered, long effects, long letters, long healthy) {

    /** What the application left for one message. */
    record Trace(boolean isLetter, int number) {}

    static Verdict of(List<Integer> sent, List<Trace> traces) {
        Set<Integer> missing = new HashSet<>(sent);
        long twice = 0;
        long disordered = 0;
        int greatest = 0;
        for (Trace trace : traces) {
            if (!missing.remove(trace.number())) {
                twice++;
            } else if (trace.number() < greatest) {
                disordered++;
            }
            greatest = Math.max(greatest, trace.number());
        }
        long letters = traces.stream().filter(Trace::isLetter).count();
        long healthy = traces.stream()
                .filter(trace -> trace.isLetter() && !Trouble.forGood(trace.number()))
                .count();
        return new Verdict(missing.size(), twice, disordered, traces.size() - letters, letters, healthy);
    }

    /** Whether each number has one trace, in order, and only those are dead letters that fail for good. */
    boolean isClean() {
        return lost == 0 && twice == 0 && disordered == 0 && healthy == 0;
    }

    String line() {
        return "verdict lost=%d twice=%d disordered=%d effects=%d letters=%d healthy=%d"
                .formatted(lost, twice, disordered, effects, letters, healthy);
    }

    static Verdict parse(String line) {
        Map<String, Long> values = new TreeMap<>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
            }
        }
        return new Verdict(
                values.getOrDefault("lost", -1L),
                values.getOrDefault("twice", -1L),
                values.getOrDefault("disordered", -1L),
                values.getOrDefault("effects", -1L),
                values.getOrDefault("letters", -1L),
                values.getOrDefault("healthy", -1L));
    }
}
