package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.RequestCustomizer;
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
        application = Application.of(Declared.class, Token.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.header.Authorization", "s3cret")
                .start();
    }

    @ApplicationScoped
    static class Token implements RequestCustomizer {
        @Override
        public void customize(Request request) {
            request.header("X-Token", "s3cret");
        }
    }

    private EventSource open() {
        return application
                .get(EventSources.class)
                .builder("prices")
                .addEventListener(Event.class, received::add)
                .open();
    }

    private static EventSource activate(byte[] stored) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stored))) {
            return (EventSource) in.readObject();
        }
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
        try (EventSource back = activate(stored)) {
            assertThat(back).isNotSameAs(handle);
            exchange.message("a");

            assertThat(next().target()).containsSame(handle);
            assertThat(received).isEmpty();
        }
    }

    /** The server of such a URL must not get the headers of the application. */
    @Test
    void one_that_was_opened_by_its_url_comes_back_without_configuration() throws Exception {
        byte[] stored;
        try (EventSource handle = application.get(EventSources.class).open(server.url("/plain"))) {
            server.request().open();
            stored = passivate(handle);
        }
        try (EventSource back = activate(stored)) {
            back.addEventListener(Event.class, received::add);
            Exchange exchange = server.request().open().message("a");

            assertThat(exchange.path).isEqualTo("/plain");
            assertThat(exchange.headers).doesNotContainKeys("Authorization", "X-Token");
            assertThat(next()).isInstanceOf(OpenEvent.class);
        }
    }

    @Test
    void one_that_was_opened_by_its_url_comes_back_unattached() throws Exception {
        byte[] stored;
        try (EventSource handle = application.get(EventSources.class).open(server.url("/plain"))) {
            server.request().open();
            stored = passivate(handle);
        }
        try (EventSource back = activate(stored);
                EventSource other = open()) {
            assertThat(server.request().path).isEqualTo("/prices");
            assertThat(back.url()).hasPath("/plain");
            assertThat(back.readyState()).isEqualTo(ReadyState.CONNECTING);
        }
    }

    @Test
    void one_of_a_url_that_may_have_a_secret_is_not_stored() throws Exception {
        try (EventSource handle = application.get(EventSources.class).open(server.url("/plain?token=s3cret"))) {
            server.request().open();
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> passivate(handle))
                    .withMessageContaining(
                            "its URL is long or may have a secret, so it is not stored; close the source")
                    .withMessageNotContaining("s3cret");
        }
    }

    @Test
    void one_whose_settings_were_changed_is_not_stored() throws Exception {
        try (EventSource handle = application
                .get(EventSources.class)
                .builder("prices")
                .header("X-Tenant", "7")
                .open()) {
            server.request().open();
            assertThatExceptionOfType(NotSerializableException.class)
                    .isThrownBy(() -> passivate(handle))
                    .withMessageContaining(": settings were changed with its builder, which are not stored;"
                            + " close the source before its bean is passivated, and open it again afterwards");
        }
    }
}
