package org.eventsource.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.compare.judge.Delivery;
import org.eventsource.compare.judge.Judge;
import org.eventsource.compare.judge.Verdict;
import org.eventsource.compare.server.HostileStream;
import org.eventsource.compare.server.Scenario;
import org.junit.jupiter.api.Test;

/** A client with a fault that was planted, against the server: the judge finds the fault. */
class SabotageTest {

    private static final String BEFORE_THE_LAST = String.valueOf(Scenario.EVENTS - 1);
    private static final String LAST = String.valueOf(Scenario.EVENTS);

    private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();

    private void deliver(MessageEvent message) {
        deliveries.add(new Delivery(message.lastEventId(), message.data()));
    }

    private void dropsAndDoubles(MessageEvent message) {
        if (!message.lastEventId().equals("7")) {
            deliver(message);
        }
        if (message.lastEventId().equals("12")) {
            deliver(message);
        }
    }

    private Verdict play(EventSource.Builder client, HostileStream stream) {
        EventSource source = client.open();
        try {
            awaitDelivery(BEFORE_THE_LAST);
            stream.sendLast();
            awaitDelivery(LAST);
            return Judge.judge(Scenario.CUT.events(), deliveries);
        } finally {
            source.close();
        }
    }

    private void awaitDelivery(String id) {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        deliveries.stream().anyMatch(delivery -> delivery.id().equals(id)));
    }

    @Test
    void a_client_without_a_fault_is_perfect() throws Exception {
        try (HostileStream stream = new HostileStream(Scenario.CUT)) {
            Verdict verdict = play(EventSource.builder(stream.url()).onMessage(this::deliver), stream);

            assertThat(verdict).isEqualTo(new Verdict(0, 0, 0, true));
        }
    }

    @Test
    void a_client_that_drops_one_event_and_doubles_another_is_found() throws Exception {
        try (HostileStream stream = new HostileStream(Scenario.CUT)) {
            Verdict verdict = play(EventSource.builder(stream.url()).onMessage(this::dropsAndDoubles), stream);

            assertThat(verdict).isEqualTo(new Verdict(1, 1, 0, true));
        }
    }
}
