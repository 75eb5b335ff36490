package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.bind.JsonbException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Flow;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.EventSourceException;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.Test;

/** Publishers that are injected. */
class InjectedPublisherTest extends ApplicationFixture {

    public static final class Price {
        public int value;
    }

    @Singleton
    static class Prices {

        @Inject
        @Stream("prices")
        Flow.Publisher<MessageEvent> all;

        @Inject
        @Stream("prices")
        @EventType("tick")
        Flow.Publisher<MessageEvent> ticks;

        @Inject
        @Stream("prices")
        @EventType("tick")
        Flow.Publisher<Price> prices;

        @Inject
        @Stream("prices")
        @EventType("tick")
        Flow.Publisher<String> texts;

        void failed(@Observes FailedEvent failed, Recorder recorder) {
            recorder.record(failed);
        }
    }

    @Dependent
    static class Lookup {

        @Inject
        @Stream("prices")
        Instance<Flow.Publisher<MessageEvent>> publishers;
    }

    @RequestScoped
    static class Request {

        @Inject
        @Stream("prices")
        Flow.Publisher<MessageEvent> prices;

        Flow.Publisher<MessageEvent> prices() {
            return prices;
        }
    }

    private Prices start(String... properties) {
        start(List.of(Prices.class, Recorder.class), properties);
        return application.get(Prices.class);
    }

    private void start(List<Class<?>> classes, String... properties) {
        Application.Builder builder =
                Application.of(classes.toArray(Class<?>[]::new)).with("eventsource.prices.url", server.url("/prices"));
        for (int i = 0; i < properties.length; i += 2) {
            builder.with(properties[i], properties[i + 1]);
        }
        application = builder.start();
    }

    private static EventSourceException failure(Subscriber subscriber) throws InterruptedException {
        return assertThat(subscriber.next())
                .asInstanceOf(throwable(EventSourceException.class))
                .actual();
    }

    @Test
    void subscribers_share_the_connection_and_the_last_one_closes_it() throws Exception {
        Prices prices = start();
        Subscriber first = Subscriber.of(prices.all);
        Exchange exchange = server.request().open().message("a");
        assertThat(first.next()).isEqualTo("a");
        Subscriber second = Subscriber.of(prices.all);
        exchange.message("b");
        assertThat(first.next()).isEqualTo("b");
        assertThat(second.next()).isEqualTo("b");
        first.cancel();
        exchange.message("c");
        assertThat(second.next()).isEqualTo("c");
        assertThat(first.isEmpty()).isTrue();
        second.cancel();
        exchange.awaitClosed();

        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void nothing_is_opened_before_there_is_a_subscriber() {
        Prices prices = start();

        assertThat(prices.all).isNotNull();
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void a_publisher_of_a_type_publishes_that_type_only() throws Exception {
        Prices prices = start();
        Subscriber ticks = Subscriber.of(prices.ticks);
        server.request()
                .open()
                .message("a")
                .message("tick", "b")
                .message("other", "c")
                .message("tick", "d");

        assertThat(ticks.next()).isEqualTo("b");
        assertThat(ticks.next()).isEqualTo("d");
    }

    @Test
    void data_is_decoded_and_what_cannot_be_decoded_is_a_failed_event() throws Exception {
        Prices prices = start();
        Subscriber decoded = Subscriber.of(prices.prices);
        Exchange exchange = server.request().open();
        Subscriber texts = Subscriber.of(prices.texts);
        exchange.message("tick", "{\"value\":1}").message("tick", "nonsense").message("tick", "{\"value\":2}");

        assertThat(((Price) decoded.next()).value).isEqualTo(1);
        assertThat(((Price) decoded.next()).value).isEqualTo(2);
        assertThat(application.get(Recorder.class).next())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(FailedEvent.class))
                .satisfies(failed -> {
                    assertThat(failed.phase()).isEqualTo(FailedEvent.Phase.DECODING);
                    assertThat(failed.message().data()).isEqualTo("nonsense");
                });
        assertThat(texts.next()).isEqualTo("{\"value\":1}");
        assertThat(texts.next()).isEqualTo("nonsense");
    }

    @Test
    void data_that_cannot_be_decoded_can_be_the_end_of_the_stream() throws Exception {
        Prices prices = start("eventsource.prices.on-failure", "close");
        Subscriber decoded = Subscriber.of(prices.prices);
        Exchange exchange = server.request().open();
        Subscriber all = Subscriber.of(prices.all);
        exchange.message("tick", "{\"value\":\"many\"}");
        exchange.awaitClosed();

        String reason =
                "data cannot be decoded for a subscriber, and on-failure is close: " + JsonbException.class.getName();
        assertThat(failure(decoded))
                .hasMessage(reason)
                .satisfies(failed -> assertThat(failed.event().kind()).isEqualTo(ErrorKind.OBSERVER));
        assertThat(all.next()).isEqualTo("{\"value\":\"many\"}");
        assertThat(failure(all)).hasMessage(reason);
    }

    @Test
    void a_subscriber_that_lags_fails_alone() throws Exception {
        Prices prices = start();
        Subscriber slow = Subscriber.of(prices.all, 1);
        Exchange exchange = server.request().open();
        Subscriber quick = Subscriber.of(prices.all);
        for (int i = 0; i < 300; i++) {
            exchange.message("m" + i);
            assertThat(quick.next()).isEqualTo("m" + i);
        }

        assertThat(slow.next()).isEqualTo("m0");
        EventSourceException failure = failure(slow);
        assertThat(failure)
                .hasMessage("stream \"prices\" (" + server.url("/prices") + "): the subscriber lags by more than"
                        + " 256 messages or 1 MiB; make it faster, or set shared = false for the stream,"
                        + " so that the server waits for it");
        assertThat(failure.event().kind()).isEqualTo(ErrorKind.LISTENER);
        exchange.message("later");
        assertThat(quick.next()).isEqualTo("later");
        assertThat(slow.isEmpty()).isTrue();
    }

    @Test
    void a_subscriber_that_lags_by_bytes_fails_too() throws Exception {
        Prices prices = start();
        Subscriber slow = Subscriber.of(prices.all, 0);
        Exchange exchange = server.request().open();
        Subscriber quick = Subscriber.of(prices.all);
        String half = "\u00e9".repeat(300_000);
        exchange.message(half);
        assertThat(quick.next()).isEqualTo(half);
        slow.request(1);
        assertThat(slow.next()).isEqualTo(half);
        exchange.message(half).message(half);
        assertThat(quick.next()).isEqualTo(half);

        assertThat(failure(slow)).hasMessageContaining("1 MiB");
    }

    @Test
    void a_subscriber_that_blocks_does_not_hold_up_the_others() throws Exception {
        Prices prices = start();
        Subscriber quick = Subscriber.of(prices.all);
        Exchange exchange = server.request().open();
        java.util.concurrent.CountDownLatch blocked = new java.util.concurrent.CountDownLatch(1);
        prices.all.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(MessageEvent message) {
                try {
                    blocked.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onComplete() {}
        });
        exchange.message("a").message("b");
        assertThat(quick.next()).isEqualTo("a");
        assertThat(quick.next()).isEqualTo("b");
        blocked.countDown();
    }

    @Test
    void the_end_of_the_server_completes() throws Exception {
        Prices prices = start("eventsource.prices.reconnect", "false");
        Subscriber subscriber = Subscriber.of(prices.all);
        server.request().open().message("a").end();

        assertThat(subscriber.next()).isEqualTo("a");
        assertThat(subscriber.next()).isEqualTo("complete");
    }

    @Test
    void an_answer_that_closes_the_stream_fails() throws Exception {
        Prices prices = start("eventsource.prices.reopen-after", "0s", "eventsource.prices.startup-grace", "0s");
        Subscriber subscriber = Subscriber.of(prices.all);
        server.request().refuse(404);

        assertThat(failure(subscriber).event().status()).hasValue(404);
    }

    @Test
    void a_stream_that_waits_to_be_reopened_is_no_end() throws Exception {
        Prices prices = start("eventsource.prices.reopen-after", "10ms", "eventsource.prices.startup-grace", "0s");
        Subscriber subscriber = Subscriber.of(prices.all);
        server.request().refuse(404);
        server.request().open().message("a");

        assertThat(subscriber.next()).isEqualTo("a");
    }

    @Test
    void the_stop_of_the_application_is_a_failure() throws Exception {
        Prices prices = start();
        Subscriber subscriber = Subscriber.of(prices.all);
        server.request().open().message("a");
        assertThat(subscriber.next()).isEqualTo("a");
        application.close();

        assertThat(failure(subscriber)).hasMessage("the application stops");
        assertThat(failure(Subscriber.of(prices.all))).hasMessage("the application stops");
    }

    @Test
    void a_subscription_outlives_the_bean() throws Exception {
        start(List.of(Request.class));
        RequestContextController request = application.get(RequestContextController.class);
        request.activate();
        Subscriber subscriber = Subscriber.of(application.get(Request.class).prices());
        request.deactivate();
        server.request().open().message("a");

        assertThat(subscriber.next()).isEqualTo("a");
    }

    @Test
    void a_publisher_can_be_looked_up() throws Exception {
        start(List.of(Lookup.class));
        Subscriber subscriber =
                Subscriber.of(application.get(Lookup.class).publishers.get());
        server.request().open().message("a");

        assertThat(subscriber.next()).isEqualTo("a");
    }

    @Test
    void a_publisher_is_paused_with_its_stream() throws Exception {
        Prices prices = start();
        Subscriber subscriber = Subscriber.of(prices.all);
        Exchange exchange = server.request().open().message("a");
        assertThat(subscriber.next()).isEqualTo("a");
        application.get(EventSources.class).pause("prices");
        exchange.message("b");
        assertThat(subscriber.isEmpty()).isTrue();
        application.get(EventSources.class).resume("prices");

        assertThat(subscriber.next()).isEqualTo("b");
    }

    @Test
    void subscribers_that_do_not_share_have_a_connection_each_and_the_server_waits() throws Exception {
        Prices prices = start("eventsource.prices.shared", "false");
        Subscriber first = Subscriber.of(prices.ticks, 1);
        Exchange exchange = server.request().open();
        for (int i = 0; i < 600; i++) {
            exchange.message("tick", "m" + i).message("other");
        }
        assertThat(first.next()).isEqualTo("m0");
        Subscriber second = Subscriber.of(prices.prices);
        server.request().open().message("tick", "nonsense").message("tick", "{\"value\":2}");
        assertThat(((Price) second.next()).value).isEqualTo(2);
        assertThat(application.get(Recorder.class).next()).isInstanceOf(FailedEvent.class);
        assertThat(first.isEmpty()).isTrue();
        first.request(599);
        for (int i = 1; i < 600; i++) {
            assertThat(first.next()).isEqualTo("m" + i);
        }
        first.cancel();
        exchange.awaitClosed();
    }

    @Test
    void a_failure_ends_only_the_connection_of_its_subscriber_if_they_do_not_share() throws Exception {
        Prices prices = start("eventsource.prices.shared", "false", "eventsource.prices.on-failure", "close");
        Subscriber all = Subscriber.of(prices.all);
        Exchange exchange = server.request().open();
        Subscriber decoded = Subscriber.of(prices.prices);
        server.request().open().message("tick", "nonsense").awaitClosed();

        assertThat(failure(decoded).event().kind()).isEqualTo(ErrorKind.OBSERVER);
        exchange.message("a");
        assertThat(all.next()).isEqualTo("a");
    }

    @ApplicationScoped
    static class Fakes {

        @Produces
        @Stream("prices")
        EventSource source() {
            return (EventSource) Proxy.newProxyInstance(
                    EventSource.class.getClassLoader(),
                    new Class<?>[] {EventSource.class},
                    (proxy, method, arguments) -> null);
        }

        @Inject
        @Stream("prices")
        Event<MessageEvent> fired;

        Event<MessageEvent> fired() {
            return fired;
        }
    }

    @Test
    void a_stream_of_the_application_publishes_what_it_fires() throws Exception {
        start(List.of(Prices.class, Recorder.class, Fakes.class));
        Prices prices = application.get(Prices.class);
        Subscriber all = Subscriber.of(prices.all);
        Subscriber ticks = Subscriber.of(prices.ticks);
        Subscriber decoded = Subscriber.of(prices.prices);
        Event<MessageEvent> fired = application.get(Fakes.class).fired();
        fired.fire(MessageEvent.of("message", "a"));
        fired.fire(MessageEvent.of("tick", "{\"value\":1}"));
        fired.select(EventType.Literal.of("tick")).fire(MessageEvent.of("message", "{\"value\":2}"));
        fired.fireAsync(MessageEvent.of("message", "b")).toCompletableFuture().join();

        assertThat(all.next()).isEqualTo("a");
        assertThat(all.next()).isEqualTo("{\"value\":1}");
        assertThat(all.next()).isEqualTo("{\"value\":2}");
        assertThat(all.next()).isEqualTo("b");
        assertThat(ticks.next()).isEqualTo("{\"value\":1}");
        assertThat(ticks.next()).isEqualTo("{\"value\":2}");
        assertThat(((Price) decoded.next()).value).isEqualTo(1);
        assertThat(((Price) decoded.next()).value).isEqualTo(2);
        all.cancel();
        fired.fire(MessageEvent.of("tick", "{\"value\":3}"));
        assertThat(((Price) decoded.next()).value).isEqualTo(3);
        assertThat(all.isEmpty()).isTrue();
        application.close();
        assertThat(failure(decoded)).hasMessage("the application stops");
    }

    @ApplicationScoped
    static class OwnPublishers {

        @Produces
        @Stream("prices")
        Flow.Publisher<MessageEvent> messages() {
            return one(MessageEvent.of("message", "own"));
        }

        @Produces
        @Stream("lists")
        Flow.Publisher<List<Price>> lists() {
            return one(List.of());
        }

        private static <T> Flow.Publisher<T> one(T item) {
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    subscriber.onNext(item);
                }

                @Override
                public void cancel() {}
            });
        }
    }

    @Dependent
    static class OwnInjected {

        @Inject
        @Stream("prices")
        Flow.Publisher<MessageEvent> messages;

        @Inject
        @Stream("prices")
        @EventType("tick")
        Flow.Publisher<Price> prices;

        @Inject
        @Stream("lists")
        Flow.Publisher<List<Price>> lists;
    }

    @Test
    void a_publisher_of_the_application_takes_precedence() throws Exception {
        start(List.of(OwnPublishers.class, OwnInjected.class));
        OwnInjected injected = application.get(OwnInjected.class);

        assertThat(Subscriber.of(injected.messages).next()).isEqualTo("own");
        assertThat(Subscriber.of(injected.lists).next()).isEqualTo(List.of());
        assertThat(server.isIdle()).isTrue();
        Subscriber prices = Subscriber.of(injected.prices);
        server.request().open().message("tick", "{\"value\":1}");
        assertThat(((Price) prices.next()).value).isEqualTo(1);
    }

    @ApplicationScoped
    static class OwnTicks {

        @Produces
        @Stream("prices")
        @EventType("tick")
        Flow.Publisher<MessageEvent> ticks() {
            return OwnPublishers.one(MessageEvent.of("tick", "own"));
        }
    }

    @Test
    void a_publisher_of_the_application_for_one_type_leaves_the_others() throws Exception {
        start(List.of(OwnTicks.class, Prices.class, Recorder.class));
        Prices prices = application.get(Prices.class);

        assertThat(Subscriber.of(prices.ticks).next()).isEqualTo("own");
        Subscriber all = Subscriber.of(prices.all);
        server.request().open().message("a");
        assertThat(all.next()).isEqualTo("a");
    }

    interface Shape {}

    @ApplicationScoped
    static class Bad {

        @Inject
        @Stream("prices")
        Flow.Publisher<Price> untyped;

        @Inject
        @Stream("prices")
        @EventType("a")
        Flow.Publisher<List<Price>> generic;

        @Inject
        @Stream("prices")
        @EventType("b")
        Instance<Flow.Publisher<Shape>> shape;

        @Inject
        @Stream("prices")
        @EventType("c")
        Flow.Publisher<org.eventsource.OpenEvent> opens;

        @Inject
        @Stream("unknown")
        Flow.Publisher<MessageEvent> unknown;
    }

    @Test
    void each_problem_is_reported_with_its_place() {
        String place = "injection point org.eventsource.cdi.extension.InjectedPublisherTest$Bad.";
        String type = "org.eventsource.cdi.extension.InjectedPublisherTest$";
        assertThat(DeploymentProblemsTest.report(
                        Application.of(Bad.class).with("eventsource.prices.url", "http://127.0.0.1/")))
                .startsWith("5 problems with event streams:\n- "
                        + String.join(
                                "\n- ",
                                place + "generic: java.util.List<" + type + "Price> is generic, and events have no type"
                                        + " arguments: publish an array, or a class of its own",
                                place + "opens: org.eventsource.OpenEvent is not published:"
                                        + " a publisher publishes MessageEvent, or a payload",
                                place + "shape: " + type + "Shape is an interface, and this library decodes data to"
                                        + " concrete classes only: publish one of them",
                                place
                                        + "untyped: a publisher of a payload names an event type, too: @EventType is missing",
                                "no URL for stream \"unknown\": set the property eventsource.unknown.url (" + place
                                        + "unknown)"));
    }
}
