package org.eventsource.impl.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Feature;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client of our own. One exchange may have to close it while the next one begins. */
class OwnClientTest {

    private static final URI ANY = URI.create("http://127.0.0.1/");

    private final List<Client> made = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private final OwnClient lease = new OwnClient(this::make);

    private Client make() {
        Client client = ClientBuilder.newClient();
        made.add(client);
        meanwhile.run();
        return client;
    }

    @AfterEach
    void close() {
        made.forEach(Client::close);
    }

    private boolean isClosed(int index) {
        try {
            made.get(index).target(ANY);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void is_one_until_it_is_retired() {
        lease.forExchange();
        lease.forExchange();

        assertThat(made).hasSize(1);
    }

    @Test
    void is_closed_with_its_exchange() {
        lease.forExchange().close();

        assertThat(isClosed(0)).isTrue();
    }

    @Test
    void is_another_one_as_soon_as_it_is_retired() {
        lease.forExchange().retire();
        lease.forExchange();

        assertThat(made).hasSize(2);
        assertThat(isClosed(0)).isFalse();
    }

    @Test
    void is_not_closed_by_an_exchange_before() {
        ExchangeClient earlier = lease.forExchange();
        earlier.retire();
        lease.forExchange();

        earlier.close();
        earlier.retire();
        earlier.close();

        lease.forExchange();
        assertThat(made).hasSize(2);
        assertThat(isClosed(1)).isFalse();
    }

    @Test
    void is_closed_with_its_source() {
        lease.end();
        lease.end();

        assertThat(isClosed(0)).isTrue();
    }

    /** If it is closed before a response, CXF sends a second request, and Jersey leaves the connection open. */
    @Test
    void is_closed_with_the_last_exchange_after_the_end_of_its_source() {
        ExchangeClient one = lease.forExchange();
        ExchangeClient other = lease.forExchange();
        lease.end();
        one.over();
        assertThat(isClosed(0)).isFalse();

        other.over();

        assertThat(isClosed(0)).isTrue();
    }

    @Test
    void is_closed_with_its_exchange_once_it_is_retired() {
        ExchangeClient exchange = lease.forExchange();
        exchange.retire();
        assertThat(isClosed(0)).isFalse();

        exchange.over();

        assertThat(isClosed(0)).isTrue();
    }

    @Test
    void is_kept_after_an_exchange_of_a_source_that_goes_on() {
        lease.forExchange().over();

        assertThat(isClosed(0)).isFalse();
    }

    @Test
    void is_closed_when_it_is_made_after_the_end_of_its_source() {
        lease.end();

        lease.forExchange().over();

        assertThat(made).hasSize(2);
        assertThat(isClosed(1)).isTrue();
    }

    @Test
    void is_closed_when_its_source_ends_while_it_is_made() {
        lease.forExchange().retire();
        meanwhile = lease::end;

        lease.forExchange().over();

        assertThat(made).hasSize(2);
        assertThat(isClosed(1)).isTrue();
    }

    @Test
    void is_closed_once_its_borrowers_exchanges_are_over() {
        ExchangeClient exchange = lease.lent().forExchange();
        lease.end();
        assertThat(isClosed(0)).isFalse();

        exchange.over();

        assertThat(isClosed(0)).isTrue();
    }

    @Test
    void is_not_for_a_borrower_to_close() {
        ClientLease lent = lease.lent();

        lent.forExchange().close();
        lent.end();

        assertThat(isClosed(0)).isFalse();
    }

    /** Jersey configures its features again for every target at which something is registered. */
    @Test
    void is_configured_once_for_all_exchanges() throws Exception {
        AtomicInteger configured = new AtomicInteger();
        Feature feature = context -> configured.incrementAndGet() > 0;
        OwnClient client = new OwnClient(() -> ClientBuilder.newClient().register(feature));
        try (SseServer server = SseServer.start().on("/", connection -> connection.stream("data: x\n\n"))) {
            for (int exchange = 0; exchange < 3; exchange++) {
                ResponseHead head = new ResponseHead(() -> {}, Thread::currentThread);
                head.of(client.forExchange().request(server.uri("/")))
                        .get(InputStream.class)
                        .close();
                assertThat(head.response(false)).isNotNull();
            }
        } finally {
            client.end();
        }

        assertThat(configured).hasValue(1);
    }
}
