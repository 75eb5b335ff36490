package org.eventsource.testing.cdi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.CDI;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eventsource.ErrorEvent;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.FailedEvent.Phase;
import org.eventsource.cdi.StreamState;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tests how streams behave in CDI. Every container must pass these tests. A subclass runs the {@linkplain #BEANS
 * application} with the properties of a {@link BehaviourServer}.
 */
public abstract class StreamBehaviours {

    /** Lists the beans of the application. */
    public static final List<Class<?>> BEANS = List.of(
            Clients.class,
            Clients.Producer.class,
            ContextObservers.class,
            ContextObservers.Count.class,
            Customizers.class,
            Customizers.All.class,
            Customizers.Tokens.class,
            FailingObservers.class,
            Heard.class,
            InjectedPublishers.class,
            InjectedPublishers.DependentBean.class,
            InjectedPublishers.Own.class,
            InjectedPublishers.RequestBean.class,
            InjectedSources.class,
            InjectedSources.Producers.class,
            MessageObservers.class,
            MessageObservers.Conditional.class,
            Monitors.class,
            Monitors.First.class,
            Monitors.Second.class,
            PayloadObservers.class);

    private static <T> T bean(Class<T> type) {
        return CDI.current().select(type).get();
    }

    protected static Object heard(String name) throws InterruptedException {
        return bean(Heard.class).next(name);
    }

    private static InjectedSources injected() {
        return bean(InjectedSources.class);
    }

    private static EventSources sources() {
        return injected().sources();
    }

    private static void assertMessage(EventSource source, String data) throws InterruptedException {
        Recorder recorder = new Recorder();
        source.addEventListener(MessageEvent.class, recorder);
        MessageEvent message = recorder.nextMessage();
        assertThat(message.data()).isEqualTo(data);
        assertThat(message.target()).containsSame(source);
        source.close();
    }

    @Test
    void a_field_is_injected() throws Exception {
        assertMessage(injected().field(), "field");
    }

    @Test
    void a_constructor_s_parameter_is_injected() throws Exception {
        assertMessage(injected().constructor(), "constructor");
    }

    @Test
    void an_initializer_s_parameter_is_injected() throws Exception {
        assertMessage(injected().initializer(), "initializer");
    }

    @Test
    void an_instance_gives_a_stream() throws Exception {
        assertMessage(injected().instance().get(), "instance");
    }

    @Test
    void a_provider_gives_a_stream() throws Exception {
        assertMessage(injected().provider().get(), "provider");
    }

    @Test
    void all_streams_can_be_iterated() {
        List<URI> urls = new ArrayList<>();
        for (EventSource source : injected().all()) {
            // The application's own source has no URL.
            Optional.ofNullable(source.url()).ifPresent(urls::add);
            source.close();
        }
        assertThat(urls)
                .doesNotHaveDuplicates()
                .extracting(URI::getPath)
                .contains("/field", "/constructor", "/instance", "/messages", "/expanded");
    }

    @Test
    void one_of_all_streams_is_selected_by_its_key() throws Exception {
        EventSource selected = injected()
                .all()
                .select(org.eventsource.cdi.Stream.Literal.of("instance"))
                .get();
        assertMessage(selected, "instance");
    }

    @Test
    void a_source_without_a_qualifier_is_no_stream() {
        assertThat(injected().unqualified().isUnsatisfied()).isTrue();
        assertThat(injected().unqualified()).isEmpty();
    }

    @Test
    void a_producer_s_parameter_is_injected() throws Exception {
        assertMessage(injected().produced(), "producer");
    }

    @Test
    void an_observer_s_further_parameter_is_injected() throws Exception {
        injected().call();
        assertThat(heard("parameter")).isEqualTo("parameter");
    }

    @Test
    void the_application_s_own_bean_takes_precedence_over_a_stream() {
        assertThat(injected().fake()).hasToString("the application's");
        assertThat(sources().get("fake")).hasToString("the application's");
        assertThatThrownBy(() -> sources().builder("fake"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: the application has a bean of its own for stream \"fake\"");
    }

    @Test
    void what_the_application_fires_for_its_own_stream_is_decoded_once() throws Exception {
        injected().fakes().fire(MessageEvent.of("tick", "{\"symbol\":\"F\",\"price\":1}"));
        injected()
                .fakes()
                .select(EventType.Literal.of("tick"))
                .fire(MessageEvent.of("tick", "{\"symbol\":\"F\",\"price\":2}"));
        injected().fakes().fire(MessageEvent.of("other", "{\"symbol\":\"F\",\"price\":3}"));
        injected().fakes().fire(MessageEvent.of("tick", "nonsense"));
        assertThat(heard("fake")).isEqualTo(new Quote("F", 1));
        assertThat(heard("fake")).isEqualTo(new Quote("F", 2));
        assertThat(bean(Heard.class).isEmpty("fake")).isTrue();
        assertThat(((FailedEvent) heard("fake failed")).phase()).isEqualTo(Phase.DECODING);
        assertThat(bean(Heard.class).isEmpty("fake failed")).isTrue();
        injected()
                .fakes()
                .fireAsync(MessageEvent.of("tick", "{\"symbol\":\"F\",\"price\":4}"))
                .toCompletableFuture()
                .get(Patience.LIMIT.toSeconds(), SECONDS);
        assertThat(heard("fake later")).isEqualTo(new Quote("F", 4));
        assertThat(bean(Heard.class).isEmpty("fake")).isTrue();
    }

    @Test
    void publishers_are_injected() throws Exception {
        assertPublished("published messages", "1");
        assertPublished("published ticks", "{\"symbol\":\"P\",\"price\":2}");
        assertPublished("published texts", "{\"symbol\":\"P\",\"price\":2}");
        assertPublished("published quotes", new Quote("P", 2));
        assertPublished("published dependent", "1");
        assertPublished("published shared", "publishedshared");
    }

    @Test
    void publishers_of_the_application_are_injected() throws Exception {
        assertPublished("published own", "own");
        assertPublished("published own quotes", new Quote("O", 1));
    }

    private static void assertPublished(String name, Object item) throws InterruptedException {
        bean(InjectedPublishers.class).subscribe(name);
        assertThat(heard(name)).isEqualTo(item);
    }

    @Test
    void a_subscription_outlives_its_request() throws Exception {
        bean(InjectedPublishers.class).subscribeInRequest("published in a request");
        assertThat(heard("published in a request")).isEqualTo("1");
    }

    @Test
    void what_the_application_fires_for_its_own_stream_is_published() throws Exception {
        bean(InjectedPublishers.class).subscribe("published fakes");
        injected().fakes().fire(MessageEvent.of("published", "fired"));
        assertThat(heard("published fakes")).isEqualTo("fired");
    }

    @Test
    void handles_that_do_not_share_have_a_connection_each() throws Exception {
        assertMessage(injected().unshared(), "1");
        assertMessage(injected().otherUnshared(), "2");
    }

    @Test
    void observers_are_called_in_the_order_of_their_priorities() throws Exception {
        assertThat(heard("order")).isEqualTo("first");
        assertThat(heard("order")).isEqualTo("second");
        assertThat(heard("order")).isEqualTo("first");
    }

    @Test
    void an_observer_of_a_stream_receives_all_its_messages_without_a_target() throws Exception {
        MessageEvent tick = (MessageEvent) heard("all");
        assertThat(tick).isEqualTo(MessageEvent.of("tick", "1", "7", tick.origin()));
        assertThat(tick.target()).isEmpty();
        assertThat(tick.timeStamp()).isBefore(Instant.now().plusMillis(1));
        MessageEvent second = (MessageEvent) heard("all");
        assertThat(second.data()).isEqualTo("2");
    }

    @Test
    void an_observer_of_a_type_receives_that_type_only() throws Exception {
        assertThat(heard("tick")).isEqualTo("1");
        assertThat(heard("static")).isEqualTo("1");
        assertThat(((MessageEvent) heard("last")).data()).isEqualTo("2");
        assertThat(bean(Heard.class).isEmpty("tick")).isTrue();
    }

    @Test
    void an_observer_of_all_kinds_receives_all_kinds() throws Exception {
        assertThat(heard("any")).isEqualTo("open");
        assertThat(heard("any")).isEqualTo("tick");
        assertThat(heard("any")).isEqualTo("message");
        assertThat(bean(Heard.class).isEmpty("conditional"))
                .as("a conditional observer without an instance is not called")
                .isTrue();
    }

    @Test
    void metadata_have_the_qualifiers_as_they_are_written() throws Exception {
        assertThat((Set<?>) heard("metadata"))
                .isEqualTo(Set.of(
                        Any.Literal.INSTANCE,
                        org.eventsource.cdi.Stream.Literal.of("messages"),
                        EventType.Literal.of("tick")));
        assertThat((Set<?>) heard("metadata"))
                .isEqualTo(Set.of(Any.Literal.INSTANCE, org.eventsource.cdi.Stream.Literal.of("messages")));
    }

    @Test
    void a_key_may_be_an_expression_or_a_path() throws Exception {
        assertThat(heard("expanded")).isEqualTo("expanded");
        assertThat(heard("relative")).isEqualTo("relative");
    }

    @Test
    void asynchronous_observers_receive_messages_in_order() throws Exception {
        for (int i = 0; i < 200; i++) {
            assertThat(heard("async")).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void observers_receive_open_and_error_events() throws Exception {
        assertThat(heard("states")).isInstanceOf(OpenEvent.class);
        ErrorEvent error = (ErrorEvent) heard("states");
        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(error.reconnectIn()).isPresent();
        assertThat(heard("states")).isInstanceOf(OpenEvent.class);
    }

    @Test
    void data_is_decoded_as_observers_ask() throws Exception {
        assertThat(heard("text")).isEqualTo("not JSON");
        assertThat(heard("record")).isEqualTo(new Quote("A", 1.5));
        assertThat(heard("record later")).isEqualTo(new Quote("A", 1.5));
        assertThat(heard("class")).isEqualTo("B");
        assertThat(heard("array")).isEqualTo(List.of(new Quote("C", 1), new Quote("D", 2)));
        assertThat(heard("object")).isEqualTo(1);
        assertThat(heard("list")).isEqualTo(2);
    }

    @Test
    void data_that_cannot_be_decoded_is_a_failure_and_the_stream_goes_on() throws Exception {
        FailedEvent failed = (FailedEvent) heard("undecodable");
        assertThat(failed.phase()).isEqualTo(Phase.DECODING);
        assertThat(failed.message().data()).isEqualTo("nonsense");
        assertThat(heard("undecodable")).isEqualTo(new Quote("A", 2));
    }

    @Test
    void what_observers_throw_is_a_failure_and_the_stream_goes_on() throws Exception {
        assertThat(heard("failing")).isEqualTo("3");
        List<FailedEvent> failures = List.of((FailedEvent) heard("failed"), (FailedEvent) heard("failed"));
        assertThat(failures)
                .extracting(FailedEvent::phase)
                .containsExactlyInAnyOrder(Phase.OBSERVER, Phase.ASYNC_OBSERVER);
        assertThat(failures)
                .extracting(failed -> rootCause(failed.cause()).getMessage())
                .containsExactlyInAnyOrder("on purpose", "on purpose, later");
        assertThat(((FailedEvent) heard("failed later")).message().data()).isEqualTo("2");
    }

    private static Throwable rootCause(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .reduce(failure, (one, other) -> other);
    }

    @Test
    void a_failure_can_be_the_end_of_a_stream() throws Exception {
        assertThat(heard("closing")).isEqualTo("1");
        ErrorEvent end = (ErrorEvent) heard("closing");
        assertThat(end.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(end.reason()).startsWith("an observer failed, and on-failure is close: ");
        assertThat(end.cause()).isPresent();
        assertThat(sources().streams())
                .filteredOn(stream -> stream.key().equals("closing"))
                .extracting(StreamState::readyState)
                .containsExactly(ReadyState.CLOSED);
    }

    @Test
    void each_message_has_one_request_context() throws Exception {
        for (int message = 1; message <= 2; message++) {
            assertThat(heard("contexts")).isEqualTo(1);
            assertThat(heard("contexts")).isEqualTo(2);
            assertThat(heard("contexts")).isEqualTo("end");
        }
    }

    @Test
    protected void a_stream_can_be_spared_request_contexts() throws Exception {
        assertThat(heard("spared")).isEqualTo("no context");
    }

    @Test
    void requests_are_completed_by_beans_at_each_attempt() throws Exception {
        assertThat(heard("customized")).isEqualTo("t1 customized");
        assertThat(heard("customized")).isEqualTo("the server ended the stream");
        assertThat((String) heard("customized")).contains("no token");
        assertThat(heard("customized")).isEqualTo("t3 customized");
    }

    @Test
    void a_bean_of_an_http_client_carries_its_stream() throws Exception {
        assertThat(heard("carried")).isEqualTo("node=b");
    }

    @Test
    void a_stream_that_is_not_declared_is_found_by_its_key() throws Exception {
        assertMessage(sources().get("got"), "got");
    }

    @Test
    void a_builder_misses_nothing() throws Exception {
        Recorder recorder = new Recorder();
        try (EventSource source = sources()
                .builder("built")
                .addEventListener(Event.class, recorder)
                .open()) {
            assertThat(recorder.nextOpen().target()).containsSame(source);
            assertThat(recorder.nextMessage().data()).isEqualTo("built");
            assertThat(state("built").url()).isEqualTo(source.url());
            assertThat(state("built").readyState()).isEqualTo(ReadyState.OPEN);
        }
        assertThat(sources().streams()).extracting(StreamState::key).doesNotContain("built");
    }

    private static StreamState state(String key) {
        return sources().streams().stream()
                .filter(stream -> stream.key().equals(key))
                .findAny()
                .orElseThrow();
    }

    @Test
    void monitors_are_notified_of_what_happens_to_a_stream_and_its_state_shows_it() throws Exception {
        List<String> records = new ArrayList<>();
        int read = 0;
        while (!records.contains("handled 2")) {
            String next = (String) heard(Monitors.RECORDS);
            if (next.startsWith("read ")) {
                read += Integer.parseInt(next.substring("read ".length()));
            } else {
                records.add(next);
            }
        }
        assertThat(records)
                .containsExactly(
                        "attempting 1",
                        "opened",
                        "handling 1",
                        "observed 1",
                        "handled 1",
                        "failed END",
                        "attempting 1",
                        "failed STATUS",
                        "attempting 2",
                        "opened",
                        "handling 2",
                        "observed 2",
                        "handled 2");
        assertThat(read).isEqualTo("id: 1\ndata: 1\n\ndata: 2\n\n".length());
        assertThat(heard("monitored by another")).isEqualTo("opened");
        assertThat(heard("monitored by another")).isEqualTo("opened");

        StreamState state = state("monitored");
        assertThat(state.readyState()).isEqualTo(ReadyState.OPEN);
        assertThat(state.events()).isEqualTo(2);
        assertThat(state.failures()).isEqualTo(2);
        assertThat(state.connections()).isEqualTo(2);
        assertThat(state.attempt()).isZero();
        assertThat(state.nextAttempt()).isEmpty();
        assertThat(state.openSince().orElseThrow())
                .isBeforeOrEqualTo(state.lastEvent().orElseThrow());
        assertThat(state.lastError().orElseThrow().status()).hasValue(503);
        assertThat(state.cursor()).isEmpty();
        assertThat(state.unfinished()).isZero();
        assertThat(state.paused()).isFalse();
    }

    @Test
    void a_builder_whose_settings_are_changed_opens_a_connection_without_observers() throws Exception {
        Recorder recorder = new Recorder();
        try (EventSource source = sources()
                .builder("own")
                .idleTimeout(Duration.ofMinutes(1))
                .onMessage(recorder)
                .open()) {
            assertThat(recorder.nextMessage().target()).containsSame(source);
        }
        assertThat(bean(Heard.class).isEmpty("bare")).isTrue();
        assertMessage(sources().get("own"), "own");
        assertThat(heard("bare")).isInstanceOf(MessageEvent.class);
    }

    @Test
    void a_builder_rejects_a_wrong_value_immediately() {
        EventSource.Builder builder = sources().builder("own");
        assertThatThrownBy(() -> builder.maxEventSize(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Timeout(60)
    void a_url_is_opened_immediately() {
        URI url = sources().get("got").url();
        try (EventSource source = sources().open(url.toString())) {
            assertThat(source.url()).isEqualTo(url);
            while (source.readyState() != ReadyState.OPEN) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_key_without_a_url_is_refused_with_the_property_to_set() {
        assertThatThrownBy(() -> sources().get("unknown"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no URL for stream \"unknown\": set the property eventsource.unknown.url");
    }
}
