package org.eventsource.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.Test;

@OverEachClient
class CutsTest {

    private static final int EVENTS = 20_000;
    private static final int CUTS = 200;

    private final Contestant contestant;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<MessageEvent> heard = new ArrayList<>(EVENTS);
    private final CountDownLatch complete = new CountDownLatch(1);

    CutsTest(Contestant contestant) {
        this.contestant = contestant;
    }

    @Test
    void two_hundred_cuts_in_twenty_thousand_events_lose_double_and_tear_nothing() throws Exception {
        try (SseServer server = SseServer.start()) {
            server.on("/", this::serve);
            try (EventSource source =
                    contestant.builder(server.uri("/")).onMessage(this::hear).open()) {
                assertThat(complete.await(180, TimeUnit.SECONDS)).isTrue();
                assertThat(source.readyState()).isNotNull();
            }
        }
        List<String> ids = heard.stream().map(MessageEvent::lastEventId).toList();
        int distinct = new HashSet<>(ids).size();
        long torn = heard.stream()
                .filter(event -> !event.data().equals(Cut.data(Integer.parseInt(event.lastEventId()))))
                .count();
        contestant.print(
                "cuts",
                "%d events, %d cuts of %d kinds: %d lost, %d doubled, %d torn",
                EVENTS,
                CUTS,
                Cut.values().length,
                EVENTS - distinct,
                ids.size() - distinct,
                torn);
        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(1, EVENTS)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(torn).isZero();
        assertThat(connections.get()).isGreaterThan(CUTS);
    }

    /** As one who honours the id: goes on after it, up to the next cut, and to the end after the last. */
    private void serve(SseConnection connection) throws Exception {
        int from = connection.request().lastEventId().map(Integer::parseInt).orElse(0) + 1;
        int number = connections.incrementAndGet();
        if (number > CUTS) {
            Cut.FIN_AFTER_AN_EVENT.play(connection, from, EVENTS);
            connection.waitForClientClose();
        } else {
            Cut.number(number).play(connection, from, Math.max(from + 1, number * (EVENTS / CUTS)));
        }
    }

    private void hear(MessageEvent event) {
        heard.add(event);
        if (event.lastEventId().equals(String.valueOf(EVENTS))) {
            complete.countDown();
        }
    }
}
