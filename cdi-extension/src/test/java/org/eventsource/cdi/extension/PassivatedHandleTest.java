package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassivatedHandleTest extends ApplicationFixture {

    private final BlockingQueue<Event> received = new LinkedBlockingQueue<>();

    @Dependent
    static class Declared {
        @Inject
        @Stream("prices")
        EventSource source;
    }

    @BeforeEach
    void start() {
        application = Application.of(Declared.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
    }

    private EventSource open() {
        return application
                .get(EventSources.class)
                .builder("prices")
                .addEventListener(Event.class, received::add)
                .open();
    }

    private static byte[] passivate(EventSource handle) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(handle);
        }
        return bytes.toByteArray();
    }

    private Event next() throws InterruptedException {
        Event event = received.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(event).as("the next event").isNotNull();
        return event;
    }

    /** Stores the handle and drops it without destroying it, as a container does when it passivates a bean. */
    private void passivateAndDrop() throws Exception {
        EventSource handle = open();
        next();
        passivate(handle);
    }

    @Test
    void one_that_the_container_drops_is_closed_and_its_connection_with_it() throws Exception {
        Thread opening = new Thread(() -> {
            try {
                passivateAndDrop();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        opening.start();
        Exchange exchange = server.request().open();
        opening.join();

        exchange.awaitClosed(System::gc);
    }

    @Test
    void one_that_stays_in_use_goes_on_receiving() throws Exception {
        EventSource handle = open();
        Exchange exchange = server.request().open();
        assertThat(next()).isInstanceOf(OpenEvent.class);
        passivate(handle);
        passivate(handle);
        System.gc();
        exchange.message("a");

        assertThat(((MessageEvent) next()).data()).isEqualTo("a");
        handle.close();
        exchange.awaitClosed();
    }

    @Test
    void what_comes_back_is_a_handle_without_listeners() throws Exception {
        EventSource handle = open();
        Exchange exchange = server.request().open();
        assertThat(next()).isInstanceOf(OpenEvent.class);
        byte[] stored = passivate(handle);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stored));
                EventSource back = (EventSource) in.readObject()) {
            assertThat(back).isNotSameAs(handle);
            exchange.message("a");

            assertThat(next().target()).containsSame(handle);
            assertThat(received).isEmpty();
        }
    }
}
