package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a stream with a cursor does when a server repeats other events than those after the id that was sent. */
class ReplayTest extends ApplicationFixture {

    private Ledger ledger;

    @ApplicationScoped
    static class Observer {

        @Inject
        @Stream("orders")
        Ledger ledger;

        void resumed(@Observes @Stream("orders") ResumedEvent event) {
            String first = event.firstId().orElse("none");
            ledger.log.add("resumed " + event.sentId() + " " + first + (event.repeated() ? " repeated" : ""));
        }

        void on(@Observes @Stream("orders") MessageEvent message) {
            ledger.effect(message.data());
            ledger.log.add(message.data() + " after " + message.lastEventId());
        }
    }

    /** The server has sent two events, the second with the id 2, and the connection has ended. */
    @BeforeEach
    void handleTwo() throws Exception {
        application = Application.of(Ledger.class, Ledger.OfLedger.class, Observer.class)
                .with("eventsource.orders.url", server.url("/orders"))
                .with("eventsource.orders.reconnection-time", "100ms")
                .with("eventsource.orders.transaction", "required")
                .start();
        ledger = application
                .container()
                .select(Ledger.class, Stream.Literal.of("orders"))
                .get();
        Exchange exchange = server.request().open().identified("1", "a").identified("2", "b");
        assertLogged("a after 1", "saved 1", "b after 2", "saved 2");
        exchange.end();
    }

    private Exchange resume() throws InterruptedException {
        Exchange exchange = server.request();
        assertThat(exchange.headers).containsEntry("Last-Event-ID", "2");
        return exchange.open();
    }

    private void assertLogged(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(ledger.log.poll(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo(line);
        }
    }

    @Test
    void an_inclusive_replay_is_handled_without_its_first_event() throws Exception {
        resume().identified("2", "b").identified("3", "c");
        assertLogged("resumed 2 2 repeated", "c after 3", "saved 3");
        assertThat(ledger.effects).startsWith("a", "b").doesNotHaveDuplicates();
    }

    @Test
    void only_the_first_event_of_a_connection_can_be_a_repetition() throws Exception {
        resume().identified("3", "c").identified("2", "b");
        assertLogged("resumed 2 3", "c after 3", "saved 3", "b after 2", "saved 2");
    }

    @Test
    void without_a_replay_the_next_event_is_handled_and_the_gap_is_shown() throws Exception {
        Exchange second = resume().identified("9", "i");
        assertLogged("resumed 2 9", "i after 9", "saved 9");
        second.end();
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "9");
    }

    @Test
    void a_replay_from_too_far_back_is_handled_again_and_the_cursor_moves_back() throws Exception {
        resume().identified("1", "a").identified("2", "b").identified("3", "c");
        assertLogged("resumed 2 1", "a after 1", "saved 1", "b after 2", "saved 2", "c after 3", "saved 3");
        assertThat(ledger.effects).startsWith("a", "b", "a", "b");
    }

    @Test
    void a_hole_within_a_replay_is_not_noticed() throws Exception {
        resume().identified("3", "c").identified("7", "g");
        assertLogged("resumed 2 3", "c after 3", "saved 3", "g after 7", "saved 7");
    }

    @Test
    void a_first_event_without_an_id_is_handled_and_the_cursor_stays() throws Exception {
        Exchange second = resume().message("x");
        assertLogged("resumed 2 none", "x after 2");
        second.end();
        resume().identified("3", "c");
        assertLogged("resumed 2 3", "c after 3", "saved 3");
    }

    @Test
    void a_first_event_with_an_empty_id_is_handled_and_the_cursor_stays() throws Exception {
        Exchange second = resume().multiple("id:\ndata: x\n\n");
        assertLogged("resumed 2 ", "x after ");
        second.end();
        resume().identified("3", "c");
        assertLogged("resumed 2 3", "c after 3", "saved 3");
    }
}
