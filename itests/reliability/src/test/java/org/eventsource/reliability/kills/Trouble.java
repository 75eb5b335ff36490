package org.eventsource.reliability.kills;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** At which numbers the observers fail. The judge knows it, too. */
class Trouble {

    private static final int FAILS_FOR_GOOD = 61;
    private static final int FAILS_ONCE = 9;
    private static final int LOSES_ANSWER = 23;

    private final boolean isOn;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Trouble(boolean isOn) {
        this.isOn = isOn;
    }

    /** Whether observers fail at this number as often as they are called. */
    static boolean forGood(int number) {
        return number % FAILS_FOR_GOOD == 0;
    }

    /** @throws IllegalStateException at some numbers, before the effect */
    void beforeEffect(int number) {
        fail(isOn && number % FAILS_ONCE == 1 && once("before", number), number);
    }

    /** @throws IllegalStateException at some numbers, after the effect, which is rolled back */
    void afterEffect(int number) {
        fail(isOn && number % FAILS_ONCE == 2 && once("after", number), number);
    }

    /** @throws IllegalStateException at each number that fails for good */
    void always(int number) {
        fail(isOn && forGood(number), number);
    }

    /** @throws IllegalStateException at the first call for some dead letters */
    void letter(int number) {
        fail(isOn && number % 2 == 0 && once("letter", number), number);
    }

    /** Whether the answer to a commit gets lost. */
    boolean losesAnswer(int number) {
        return isOn && number % LOSES_ANSWER == 0 && once("answer", number);
    }

    private boolean once(String what, int number) {
        return seen.add(what + number);
    }

    private static void fail(boolean fails, int number) {
        if (fails) {
            throw new IllegalStateException("no room for " + number);
        }
    }
}
