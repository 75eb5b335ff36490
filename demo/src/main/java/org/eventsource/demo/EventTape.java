package org.eventsource.demo;

import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/** The tape of any stream: a line for each event, whatever is in it. */
final class EventTape implements Tape {

    /** Some streams have ids as long as a sentence. */
    private static final int LONGEST_ID = 16;

    private static final int LONGEST_TYPE = 24;

    private final Screen screen;
    private final Failures failures = new Failures();
    private long events;
    private int connections;
    private String lastEventId = "";

    EventTape(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void opened(OpenEvent open) {
        connections++;
        failures.over();
        screen.notice(open.timeStamp(), connections == 1 ? Ink.FAINT : Ink.GREEN, connection());
    }

    @Override
    public synchronized void received(MessageEvent message) {
        events++;
        lastEventId = message.lastEventId();
        var line = new StringBuilder();
        if (!message.lastEventId().isEmpty()) {
            line.append(id(message.lastEventId())).append("  ");
        }
        if (!message.type().equals("message")) {
            line.append(screen.fit(message.type(), LONGEST_TYPE)).append("  ");
        }
        String head = line.toString();
        int columns = screen.columns() - head.codePointCount(0, head.length());
        screen.line(message.timeStamp(), screen.paint(Ink.FAINT, head) + screen.fit(message.data(), columns));
    }

    @Override
    public synchronized void failed(ErrorEvent error) {
        failures.news(error).ifPresent(news -> screen.notice(error.timeStamp(), Ink.YELLOW, news));
    }

    @Override
    public synchronized void end() {
        screen.say("");
        screen.say(Count.plural(events, "event") + ", " + Count.plural(Math.max(connections - 1, 0), "reconnection")
                + ".");
        screen.say("Next: put a stream into your application, README.md shows how.");
    }

    private String connection() {
        if (connections == 1) {
            return "connected";
        }
        return "connected again, " + (lastEventId.isEmpty() ? "from now on" : "resumed after " + id(lastEventId));
    }

    private String id(String id) {
        return "#" + screen.fit(id, LONGEST_ID);
    }
}
