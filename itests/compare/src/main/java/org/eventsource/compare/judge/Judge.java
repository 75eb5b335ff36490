package org.eventsource.compare.judge;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.compare.server.SentEvent;

/** Compares deliveries with the events that were sent. */
public final class Judge {

    private static final Pattern NUMBER = Pattern.compile("(\\d{1,4}) (?s:.*)");

    private Judge() {}

    /** Judges what a client delivered, in the order of the deliveries. */
    public static Verdict judge(List<SentEvent> sent, List<Delivery> deliveries) {
        Set<Integer> exact = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        int doubled = 0;
        int garbled = 0;
        for (Delivery delivery : deliveries) {
            int number = number(delivery);
            seen.add(number);
            if (!isExact(sent, number, delivery)) {
                garbled++;
            } else if (!exact.add(number)) {
                doubled++;
            }
        }
        int lost = (int)
                sent.stream().filter(event -> !seen.contains(event.number())).count();
        return new Verdict(lost, doubled, garbled, seen.contains(sent.size()));
    }

    private static int number(Delivery delivery) {
        Matcher matcher = NUMBER.matcher(delivery.data());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static boolean isExact(List<SentEvent> sent, int number, Delivery delivery) {
        return number >= 1
                && number <= sent.size()
                && sent.get(number - 1).equals(new SentEvent(number, delivery.id(), delivery.data()));
    }
}
