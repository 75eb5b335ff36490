package org.eventsource.demo;

import java.util.HashMap;
import java.util.Map;
import org.eventsource.ErrorEvent;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;

/** The tape of the demo's own stream: its quotes, and whether each came once. */
final class QuoteTape implements Tape {

    private final Screen screen;
    private final Failures failures = new Failures();
    private final Count count = new Count();
    private final Map<String, Long> lastPrices = new HashMap<>();
    private int connections;

    QuoteTape(Screen screen) {
        this.screen = screen;
    }

    @Override
    public synchronized void opened(OpenEvent open) {
        connections++;
        failures.over();
        if (connections == 1) {
            screen.say(screen.paint(Ink.FAINT, "time      id     symbol    price"));
            screen.notice(open.timeStamp(), Ink.FAINT, "connected");
        } else {
            screen.notice(
                    open.timeStamp(),
                    Ink.GREEN,
                    "connected again" + (count.last() == 0 ? "" : ", resumed after #" + count.last()));
        }
    }

    @Override
    public synchronized void received(MessageEvent message) {
        Quote.in(message)
                .ifPresentOrElse(
                        quote -> quoted(quote, message),
                        () -> screen.line(message.timeStamp(), screen.fit("? " + message, screen.columns())));
    }

    @Override
    public synchronized void failed(ErrorEvent error) {
        failures.news(error).ifPresent(news -> screen.notice(error.timeStamp(), Ink.YELLOW, news));
    }

    @Override
    public synchronized void end() {
        screen.say("");
        screen.say(count.summary(Math.max(connections - 1, 0)));
        screen.say("Next: listen to a stream of your own,  mvn -Pdemo process-classes -Durl=https://...");
        screen.say("      and put one into your application, README.md shows how.");
    }

    private void quoted(Quote quote, MessageEvent message) {
        count.add(quote.number());
        Long before = lastPrices.put(quote.symbol(), quote.cents());
        String number = "#" + quote.number();
        screen.line(
                message.timeStamp(),
                "%-5s  %-6s  %7s %s"
                        .formatted(
                                number,
                                quote.symbol(),
                                quote.price(),
                                direction(before == null ? 0 : Long.compare(quote.cents(), before)))
                        .stripTrailing());
    }

    private String direction(int sign) {
        if (sign == 0) {
            return "";
        }
        return sign > 0 ? screen.up() : screen.down();
    }
}
