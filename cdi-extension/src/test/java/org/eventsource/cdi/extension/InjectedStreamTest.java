package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InjectedStreamTest extends ApplicationFixture {

    private final BlockingQueue<Event> received = new LinkedBlockingQueue<>();

    @Dependent
    static class Prices {
        @Inject
        @Stream("prices")
        EventSource source;

        @Inject
        @Stream("prices")
        EventSource other;
    }

    @Dependent
    static class Lazy {
        @Inject
        @Stream("instance")
        Instance<EventSource> instance;

        @Inject
        @Stream("provider")
        Provider<EventSource> provider;
    }

    @BeforeEach
    void start() {
        application = Application.of(Prices.class, Lazy.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.instance.url", server.url("/instance"))
                .with("eventsource.provider.url", server.url("/provider"))
                .start();
    }

    private Event next() throws InterruptedException {
        Event event = received.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).as("the next event").isNotNull();
        return event;
    }

    private void assertNextMessage(String data, EventSource target) throws InterruptedException {
        Event event = next();
        assertThat(event).isInstanceOf(MessageEvent.class);
        assertThat(((MessageEvent) event).data()).isEqualTo(data);
        assertThat(event.target()).containsSame(target);
    }

    @Test
    void a_handle_knows_its_url_before_it_attaches() {
        Prices prices = application.get(Prices.class);
        assertThat(prices.source.url()).isEqualTo(URI.create(server.url("/prices")));
        assertThat(prices.source.readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(prices.source.withCredentials()).isFalse();
    }

    @Test
    void the_first_listener_opens_the_connection_and_misses_nothing() throws Exception {
        EventSource source = application.get(Prices.class).source;
        source.addEventListener(Event.class, received::add);
        Exchange exchange = server.request().open().message("one");
        assertThat(exchange.path).isEqualTo("/prices");
        assertThat(next()).isInstanceOf(OpenEvent.class);
        assertNextMessage("one", source);
        assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
    }

    @Test
    void two_handles_share_one_connection() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onMessage(received::add);
        Exchange exchange = server.request().open();
        prices.other.onMessage(received::add);
        exchange.message("one");
        assertNextMessage("one", prices.source);
        assertNextMessage("one", prices.other);
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_handle_that_attaches_late_gets_an_open_event_of_its_own() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onMessage(received::add);
        Exchange exchange = server.request().open().message("one");
        assertNextMessage("one", prices.source);

        prices.other.addEventListener(Event.class, received::add);
        Event open = next();
        assertThat(open).isInstanceOf(OpenEvent.class);
        assertThat(open.target()).containsSame(prices.other);
        exchange.message("two");
        assertNextMessage("two", prices.source);
        assertNextMessage("two", prices.other);
    }

    @Test
    void a_closed_handle_receives_nothing_while_the_other_goes_on() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onMessage(received::add);
        prices.other.onMessage(received::add);
        Exchange exchange = server.request().open();
        prices.source.close();
        exchange.message("one");
        assertNextMessage("one", prices.other);
        assertThat(prices.source.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(received).isEmpty();
    }

    @Test
    void the_last_close_closes_the_connection() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onMessage(received::add);
        prices.other.onMessage(received::add);
        Exchange exchange = server.request().open();
        prices.source.close();
        prices.other.close();
        exchange.awaitClosed();
    }

    @Test
    void destroying_the_owner_closes_its_handles() throws Exception {
        Instance.Handle<Prices> owner =
                application.container().select(Prices.class).getHandle();
        owner.get().source.onMessage(received::add);
        Exchange exchange = server.request().open();
        owner.destroy();
        exchange.awaitClosed();
    }

    @Test
    void a_handle_on_a_stream_that_ended_makes_a_new_connection() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onError(received::add);
        server.request().refuse(204);
        next();
        assertThat(prices.source.readyState()).isEqualTo(ReadyState.CLOSED);

        prices.other.onMessage(received::add);
        server.request().open().message("again");
        assertNextMessage("again", prices.other);
        assertThat(prices.source.readyState()).isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void an_event_of_the_application_s_own_reaches_the_listeners_of_that_handle_alone() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.other.onMessage(received::add);
        prices.source.onMessage(received::add);
        assertThat(prices.source.dispatchEvent(MessageEvent.of("message", "mine")))
                .isTrue();
        assertThat(received).hasSize(1);
        assertNextMessage("mine", prices.source);
    }

    @Test
    void an_event_of_the_application_s_own_is_dispatched_also_after_close() throws Exception {
        EventSource source = application.get(Prices.class).source;
        source.onMessage(received::add);
        source.close();
        source.dispatchEvent(MessageEvent.of("message", "mine"));
        assertNextMessage("mine", source);
    }

    @Test
    void a_listener_that_throws_does_not_hurt_the_others() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onMessage(message -> {
            throw new IllegalStateException("on purpose");
        });
        prices.other.onMessage(received::add);
        server.request().open().message("one").message("two");
        assertNextMessage("one", prices.other);
        assertNextMessage("two", prices.other);
    }

    @Test
    void an_instance_gives_a_stream() throws Exception {
        EventSource source = application.get(Lazy.class).instance.get();
        source.onMessage(received::add);
        server.request().open().message("one");
        assertNextMessage("one", source);
    }

    @Test
    void a_provider_gives_a_stream() throws Exception {
        EventSource source = application.get(Lazy.class).provider.get();
        source.onMessage(received::add);
        server.request().open().message("one");
        assertNextMessage("one", source);
    }

    @Test
    void a_handle_comes_back_from_a_store_as_new() throws Exception {
        EventSource source = application.get(Prices.class).source;
        source.onMessage(received::add);
        server.request().open();
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        new ObjectOutputStream(store).writeObject(source);
        EventSource restored =
                (EventSource) new ObjectInputStream(new ByteArrayInputStream(store.toByteArray())).readObject();
        assertThat(restored).isNotSameAs(source);
        assertThat(restored.url()).isEqualTo(source.url());
        assertThat(restored.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void handles_whose_listeners_dispatch_to_each_other_do_not_wait_forever() throws Exception {
        Prices prices = application.get(Prices.class);
        CyclicBarrier both = new CyclicBarrier(2);
        CountDownLatch inner = new CountDownLatch(2);
        dispatching(prices.source, prices.other, both, inner);
        dispatching(prices.other, prices.source, both, inner);
        for (EventSource source : List.of(prices.source, prices.other)) {
            Thread thread = new Thread(() -> source.dispatchEvent(MessageEvent.of("outer", "")));
            thread.setDaemon(true);
            thread.start();
        }

        assertThat(inner.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static void dispatching(EventSource from, EventSource to, CyclicBarrier both, CountDownLatch inner) {
        from.addEventListener("outer", outer -> {
            both.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
            to.dispatchEvent(MessageEvent.of("inner", ""));
        });
        from.addEventListener("inner", event -> inner.countDown());
    }

    @Test
    void a_stream_without_listeners_opens_no_connection() throws Exception {
        assertThat(application.get(Prices.class).source.readyState()).isEqualTo(ReadyState.CONNECTING);
        application.get(Lazy.class).instance.get().onMessage(received::add);
        Exchange exchange = server.request().open().message("one");
        next();
        assertThat(exchange.path).isEqualTo("/instance");
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_stop_closes_the_connections_and_the_handles() throws Exception {
        Prices prices = application.get(Prices.class);
        prices.source.onMessage(received::add);
        Exchange exchange = server.request().open();
        application.close();
        exchange.awaitClosed();
        assertThat(prices.source.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(prices.other.readyState()).isEqualTo(ReadyState.CLOSED);
    }
}
