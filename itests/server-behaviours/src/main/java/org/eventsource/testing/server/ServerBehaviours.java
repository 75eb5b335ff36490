package org.eventsource.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests how streams behave in a server. A subclass runs the application with the configuration of a
 * {@link ForeignServer}. It excludes the tags of features that its server does not have.
 */
public abstract class ServerBehaviours {

    /** A server that has sent nothing for so long is held back. */
    private static final Duration STILL = Duration.ofSeconds(1);

    /** Returns the application that runs. */
    protected abstract DeployedApplication application();

    private String heard(String name) throws Exception {
        return application().heard(name);
    }

    @Test
    void an_application_receives_its_own_endpoint_s_events_across_connections() throws Exception {
        for (int tick = 1; tick <= 7; tick++) {
            assertThat(heard("own")).isEqualTo("%d: tick %d", tick, tick);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pushed", "read"})
    void a_stream_of_another_server_is_resumed_after_the_last_event_that_was_whole(String name) throws Exception {
        assertThat(heard(name)).isEqualTo("open");
        assertThat(heard(name)).isEqualTo("1: first");
        assertThat(heard(name)).startsWith("CONNECTING: ");
        assertThat(heard(name)).isEqualTo("open");
        assertThat(heard(name)).isEqualTo("2: after 1");
    }

    @Test
    void data_is_decoded_by_the_server_s_json_b() throws Exception {
        assertThat(heard("record")).isEqualTo("Quote[symbol=A, price=1.5, day=2026-01-31]");
        assertThat(heard("object")).isEqualTo("B");
        assertThat(heard("array")).isEqualTo("[Quote[symbol=C, price=1.0, day=2026-01-31]]");
    }

    @Test
    void the_observers_of_a_message_have_a_request_together() throws Exception {
        for (int message = 1; message <= 2; message++) {
            assertThat(heard("requests")).isEqualTo("1");
            assertThat(heard("requests")).isEqualTo("2");
            assertThat(heard("requests")).isEqualTo("end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"observer", "asynchronous observer", "listener", "customizer"})
    void code_has_the_application_s_class_loader(String who) throws Exception {
        assertThat(heard(who + ", class loader")).isEqualTo("true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"observer", "asynchronous observer", "listener"})
    @Tag("jndi")
    void code_sees_the_application_s_names(String who) throws Exception {
        assertThat(heard(who + ", JNDI")).isEqualTo("hello");
    }

    @Test
    @Tag("jndi")
    void a_customizer_sees_the_application_s_names_at_the_first_request() throws Exception {
        assertThat(heard("customizer, JNDI")).isEqualTo("hello");
    }

    @Test
    void what_is_attached_at_the_start_misses_nothing_of_an_observed_stream() throws Exception {
        assertThat(heard("both")).isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"observer", "asynchronous observer", "listener", "customizer"})
    @Tag("transactions")
    void code_can_use_transactions(String who) throws Exception {
        assertThat(heard(who + ", transaction")).isEqualTo("committed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"observer", "asynchronous observer", "listener", "customizer"})
    @Tag("managed-threads")
    void code_runs_on_managed_threads(String who) throws Exception {
        assertThat(heard(who + ", managed thread")).isEqualTo("true");
    }

    @Test
    @Tag("servlets")
    void a_servlet_listens_to_a_stream_that_no_bean_names() throws Exception {
        application().get("servlet");

        assertThat(heard("servlet")).isEqualTo("received");
        assertThat(application().get("servlet")).endsWith("OPEN");
    }

    @Test
    @Tag("servlets")
    void a_filter_has_a_stream_that_neither_a_bean_nor_a_property_names() throws Exception {
        assertThat(application().get("servlet")).startsWith("/filter ");
    }

    @Test
    void a_resource_without_a_scope_has_a_stream_that_no_bean_names() throws Exception {
        assertThat(application().get("api/scopeless/path")).isEqualTo("/scopeless");
    }

    @Test
    @Tag("resources-of-a-request")
    void five_requests_to_a_resource_without_a_scope_cause_five_calls() throws Exception {
        for (int request = 1; request <= 5; request++) {
            assertThat(application().get("api/scopeless")).isEqualTo("" + request);
            await().atMost(Patience.LIMIT)
                    .untilAsserted(() ->
                            assertThat(application().get("api/scopeless/open")).isEqualTo("false"));
        }
    }

    /** The other server cannot send before the browser reads. */
    @Test
    void a_browser_that_stops_reading_holds_back_the_stream_that_is_passed_on_to_it() throws Exception {
        assertHeldBack("api/relay");
    }

    /** Reads a stream that the application passes on, stops, and reads on. */
    protected void assertHeldBack(String path) throws Exception {
        try (BufferedReader browser = application().browse(path)) {
            int number = 1;
            assertThat(number(browser)).isEqualTo(number);
            int sent = sentUntilHeld();
            assertThat(sent).isLessThan(Flood.MESSAGES);
            while (number < sent + 100) {
                assertThat(number(browser)).isEqualTo(++number);
            }
        }
        assertAllClosed();
    }

    @Test
    void a_browser_that_stops_reading_holds_back_no_other_browser() throws Exception {
        assertOthersReadOn("api/relay");
    }

    /** Reads a stream that the application passes on, stops, and reads the stream of a second browser. */
    protected void assertOthersReadOn(String path) throws Exception {
        try (BufferedReader stopped = application().browse(path)) {
            assertThat(number(stopped)).isEqualTo(1);
            sentUntilHeld();
            try (BufferedReader other = application().browse(path)) {
                for (int number = 1; number <= Flood.MESSAGES / 10; number++) {
                    assertThat(number(other)).isEqualTo(number);
                }
            }
        }
        assertAllClosed();
    }

    private void assertAllClosed() {
        await().atMost(Patience.LIMIT)
                .untilAsserted(
                        () -> assertThat(application().get("api/relay/open")).isEqualTo("0"));
    }

    /** Returns how much the other server has sent when it cannot send more. */
    private int sentUntilHeld() {
        AtomicInteger last = new AtomicInteger();
        await().atMost(Patience.LIMIT).pollInterval(STILL).until(() -> {
            int sent = Integer.parseInt(application().get("api/relay/sent"));
            return sent > 0 && last.getAndSet(sent) == sent;
        });
        return last.get();
    }

    /** Returns the number of the next message. */
    private static int number(BufferedReader browser) throws IOException {
        String line = browser.readLine();
        while (!line.startsWith("data:")) {
            line = browser.readLine();
        }
        return Integer.parseInt(line.replaceAll("[^0-9]", ""));
    }

    @Test
    @Tag("microprofile-config")
    void settings_come_from_the_server_s_microprofile_config() throws Exception {
        assertThat(heard("configured")).isEqualTo("MicroProfile Config");
    }

    @Test
    @Tag("no-microprofile-config")
    void settings_come_from_a_file_of_the_application() throws Exception {
        assertThat(heard("configured")).isEqualTo("META-INF/eventsource.properties");
    }
}
