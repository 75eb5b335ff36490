package org.eventsource.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eventsource.compare.judge.Delivery;
import org.eventsource.compare.judge.Judge;
import org.eventsource.compare.judge.Verdict;
import org.eventsource.compare.server.Scenario;
import org.eventsource.compare.server.SentEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {

    private static final List<SentEvent> SENT = Scenario.CUT.events();

    private static List<Delivery> all(List<SentEvent> sent) {
        return sent.stream()
                .map(event -> new Delivery(event.id(), event.data()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    @ParameterizedTest
    @EnumSource
    void a_client_that_delivers_every_event_once_is_perfect(Scenario scenario) {
        assertThat(Judge.judge(scenario.events(), all(scenario.events()))).isEqualTo(new Verdict(0, 0, 0, true));
    }

    @Test
    void an_event_that_was_not_delivered_is_lost() {
        List<Delivery> deliveries = all(SENT);
        deliveries.remove(6);

        assertThat(Judge.judge(SENT, deliveries)).isEqualTo(new Verdict(1, 0, 0, true));
    }

    @Test
    void an_event_that_was_delivered_twice_is_doubled() {
        List<Delivery> deliveries = all(SENT);
        deliveries.add(12, deliveries.get(11));

        assertThat(Judge.judge(SENT, deliveries)).isEqualTo(new Verdict(0, 1, 0, true));
    }

    @Test
    void data_that_was_not_sent_is_garbled() {
        List<Delivery> deliveries = all(SENT);
        deliveries.set(4, new Delivery("5", "5 pri"));

        assertThat(Judge.judge(SENT, deliveries)).isEqualTo(new Verdict(0, 0, 1, true));
    }

    @Test
    void an_id_that_was_not_sent_is_garbled() {
        List<Delivery> deliveries = all(SENT);
        deliveries.set(4, new Delivery("", SENT.get(4).data()));

        assertThat(Judge.judge(SENT, deliveries)).isEqualTo(new Verdict(0, 0, 1, true));
    }

    @Test
    void data_without_a_number_is_garbled() {
        List<Delivery> deliveries = all(SENT);
        deliveries.add(new Delivery("21", "surprise"));

        assertThat(Judge.judge(SENT, deliveries)).isEqualTo(new Verdict(0, 0, 1, true));
    }

    @Test
    void a_client_without_the_last_event_is_silent_at_the_end() {
        List<Delivery> deliveries = all(SENT.subList(0, SENT.size() - 1));

        assertThat(Judge.judge(SENT, deliveries)).isEqualTo(new Verdict(1, 0, 0, false));
    }

    @Test
    void a_client_that_delivers_nothing_loses_every_event() {
        assertThat(Judge.judge(SENT, List.of())).isEqualTo(new Verdict(SENT.size(), 0, 0, false));
    }
}
