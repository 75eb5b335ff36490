package org.eventsource.demo;

/** Counts numbered quotes, and keeps the books on whether any was lost or came twice. */
final class Count {

    private long received;
    private long lost;
    private long doubled;
    private long last;

    void add(long number) {
        if (received > 0 && number <= last) {
            doubled++;
            return;
        }
        lost += received == 0 ? 0 : number - last - 1;
        received++;
        last = number;
    }

    /** The number of the last quote; 0 before the first. */
    long last() {
        return last;
    }

    String summary(int reconnections) {
        return "%s, %s, %s lost, %s doubled."
                .formatted(plural(received, "quote"), plural(reconnections, "reconnection"), none(lost), none(doubled));
    }

    static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static String none(long count) {
        return count == 0 ? "none" : Long.toString(count);
    }
}
