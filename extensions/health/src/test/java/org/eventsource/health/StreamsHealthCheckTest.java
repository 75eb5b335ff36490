package org.eventsource.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.Test;

/** The answer of the check, over real connections. */
class StreamsHealthCheckTest extends HealthFixture {

    private static final String READY = "eventsource.prices.health";
    private static final String GRACE = "eventsource.prices.health-grace";

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class Bystander {}

    private void awaitStatus(Status status) {
        await().atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> answer().getStatus() == status);
    }

    private void awaitData(String name, Object value) {
        await().atMost(Patience.LIMIT).pollInterval(Duration.ofMillis(10)).until(() -> value.equals(data().get(name)));
    }

    private void start(Class<?> bean, SseHandler first, SseHandler... following) {
        start(List.of(bean), first, following);
    }

    private static SseHandler refuse(int status) {
        return connection -> connection.respond(status);
    }

    @Test
    void an_open_stream_is_shown_and_up() {
        start(Observer.class, open("id: 1\ndata: 1\n\n"));
        awaitData("prices.events", 1L);
        assertThat(answer().getName()).isEqualTo("eventsource");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat(data())
                .containsEntry("prices.state", "OPEN")
                .containsEntry("prices.connections", 1L)
                .containsEntry("prices.failures", 0L)
                .containsKeys("prices.openSince", "prices.lastEvent")
                .doesNotContainKeys("prices.reason", "prices.attempt", "prices.nextAttempt", "prices.paused");
    }

    @Test
    void an_outage_is_shown_and_up_unless_it_is_set_otherwise() {
        properties.put(GRACE, "0s");
        properties.put("eventsource.prices.reconnection-time", "1h");
        start(Observer.class, refuse(503));
        awaitData("prices.failures", 1L);
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat(data())
                .containsEntry("prices.state", "CONNECTING")
                .containsEntry("prices.attempt", 1L)
                .containsKeys("prices.missingSince", "prices.nextAttempt")
                .doesNotContainKeys("prices.openSince", "prices.lastEvent");
        assertThat((String) data().get("prices.reason")).contains("503").doesNotContain("secret");
    }

    @Test
    void an_outage_is_down_after_the_grace_and_up_after_it() {
        Gate end = new Gate();
        Gate back = new Gate();
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        start(
                Observer.class,
                connection -> {
                    connection.stream("data: 1\n\n");
                    end.await();
                },
                connection -> {
                    back.await();
                    open("").handle(connection);
                });
        awaitData("prices.state", "OPEN");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        end.open();
        awaitStatus(Status.DOWN);
        back.open();
        awaitData("prices.connections", 2L);
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat(data()).doesNotContainKey("prices.missingSince");
    }

    @Test
    void an_outage_is_up_within_the_grace() {
        properties.put(READY, "ready");
        start(Observer.class, refuse(503));
        awaitData("prices.failures", 2L);
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_refused_stream_is_down_after_the_grace() {
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        start(Observer.class, refuse(403));
        awaitData("prices.state", "CLOSED");
        await().atMost(Patience.LIMIT).until(() -> data().containsKey("prices.nextAttempt"));
        assertThat(answer().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_stream_that_is_closed_for_good_by_a_failure_is_down() {
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        properties.put("eventsource.prices.reopen-after", "0s");
        start(Observer.class, refuse(403));
        awaitData("prices.failures", 1L);
        assertThat(data()).containsEntry("prices.state", "CLOSED").doesNotContainKey("prices.nextAttempt");
        assertThat(answer().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void a_stream_that_ends_with_204_is_up() {
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        start(Observer.class, refuse(204));
        awaitData("prices.failures", 1L);
        assertThat(data()).containsEntry("prices.state", "CLOSED");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat((String) data().get("prices.reason")).contains("204");
    }

    @Test
    void a_stream_that_ends_and_does_not_reconnect_is_up() {
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        properties.put("eventsource.prices.reconnect", "false");
        start(Observer.class, connection -> connection.stream("data: 1\n\n"));
        awaitData("prices.failures", 1L);
        assertThat(data()).containsEntry("prices.state", "CLOSED");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_paused_stream_is_up() {
        Gate end = new Gate();
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        start(
                Observer.class,
                connection -> {
                    connection.stream("data: 1\n\n");
                    end.await();
                },
                open(""));
        awaitData("prices.events", 1L);
        EventSources sources = sources();
        sources.pause("prices");
        end.open();
        awaitData("prices.failures", 1L);
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat(data()).containsEntry("prices.paused", true);
        sources.resume("prices");
        awaitData("prices.connections", 2L);
        assertThat(data()).doesNotContainKey("prices.paused");
    }

    @Test
    void a_stream_that_was_not_needed_yet_is_up() {
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        start(Bystander.class, refuse(503));
        EventSource handle = sources().get("prices");
        assertThat(data()).containsEntry("prices.state", "CONNECTING").doesNotContainKey("prices.missingSince");
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        handle.close();
    }

    @Test
    void a_stream_without_observers_is_shown_and_up() {
        properties.put(READY, "ready");
        properties.put(GRACE, "0s");
        start(Bystander.class, refuse(503));
        try (EventSource handle =
                sources().builder("prices").onMessage(message -> {}).open()) {
            awaitData("prices.failures", 1L);
            assertThat(data()).containsKey("prices.missingSince");
            assertThat(answer().getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void streams_whose_urls_differ_only_in_the_query_are_all_shown() {
        start(Bystander.class, open("data: 1\n\n"));
        URI url = URI.create(properties.get("eventsource.prices.url"));
        String key = "http://" + url.getAuthority() + url.getPath();
        try (EventSource one =
                        sources().builder(key + "?a=1").onMessage(message -> {}).open();
                EventSource other =
                        sources().builder(key + "?a=2").onMessage(message -> {}).open()) {
            awaitData(key + ".state", "OPEN");
            awaitData(key + "#2.state", "OPEN");
        }
    }

    @Test
    void a_stream_that_is_off_is_not_shown() {
        properties.put(READY, "off");
        properties.put(GRACE, "0s");
        start(Observer.class, refuse(503));
        await().atMost(Patience.LIMIT).until(() -> failures() > 0);
        assertThat(answer().getStatus()).isEqualTo(Status.UP);
        assertThat(data()).isEmpty();
    }

    private long failures() {
        return sources().streams().get(0).failures();
    }
}
