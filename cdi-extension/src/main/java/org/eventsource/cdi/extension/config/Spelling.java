package org.eventsource.cdi.extension.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the correct word for a misspelt word. */
final class Spelling {

    private static final int SHORTEST_KEY = 3;

    private Spelling() {}

    /** Returns the key that differs by one character or only in case. Short keys are often similar on purpose. */
    static Optional<String> nearestKey(String written, Collection<String> keys) {
        return written.length() < SHORTEST_KEY
                ? Optional.empty()
                : nearest(written, keys, 1)
                        .or(() ->
                                keys.stream().filter(written::equalsIgnoreCase).findFirst());
    }

    /** Returns the word with the smallest distance to the written word, if the distance is at most {@code most}. */
    static Optional<String> nearest(String written, Collection<String> words, int most) {
        return words.stream()
                .filter(word -> distance(written, word) <= most)
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /**
     * Returns how many characters must be inserted, deleted, replaced or swapped with the next one to change one word
     * into the other.
     */
    static int distance(String from, String to) {
        int[][] costs = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cost(costs, from, to, i, j);
            }
        }
        return costs[from.length()][to.length()];
    }

    private static int cost(int[][] costs, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int cost = Math.min(costs[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(cost, costs[i - 2][j - 2] + 1) : cost;
    }
}
