package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

class ObservedStreamTest extends ApplicationFixture {

    private Recorder start(Class<?>... classes) {
        List<Class<?>> all = new ArrayList<>(List.of(classes));
        all.add(Recorder.class);
        application = Application.of(all.toArray(Class[]::new))
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.news.url", server.url("/news"))
                .start();
        return application.get(Recorder.class);
    }

    @ApplicationScoped
    static class Messages {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message);
        }
    }

    @Test
    void an_observer_alone_opens_the_stream_at_start() throws Exception {
        Recorder recorder = start(Messages.class);
        server.request().open().message("tick", "1");
        MessageEvent message = (MessageEvent) recorder.next();
        assertThat(message.type()).isEqualTo("tick");
        assertThat(message.data()).isEqualTo("1");
        assertThat(message.origin()).isEqualTo(server.url(""));
    }

    @Test
    void handles_and_observers_share_one_connection() throws Exception {
        Recorder recorder = start(Messages.class);
        Exchange exchange = server.request().open();
        EventSource handle = handle();
        handle.onMessage(message -> recorder.record(message.target().orElseThrow()));
        exchange.message("1");
        assertThat(recorder.next()).isInstanceOf(MessageEvent.class);
        assertThat(recorder.next()).isSameAs(handle);
        assertThat(server.isIdle()).isTrue();
    }

    @Test
    void the_last_handle_s_close_leaves_the_stream_to_its_observers() throws Exception {
        Recorder recorder = start(Messages.class);
        Exchange exchange = server.request().open();
        EventSource handle = handle();
        handle.onMessage(message -> {});
        handle.close();
        exchange.message("1");
        assertThat(recorder.next()).isInstanceOf(MessageEvent.class);
    }

    @ApplicationScoped
    static class AlwaysFailing {
        void on(@Observes @Stream("prices") MessageEvent message) {
            throw new IllegalStateException("on purpose");
        }

        void failed(@Observes @Stream("prices") FailedEvent failed, Recorder recorder) {
            recorder.record("failed");
        }
    }

    @Test
    void an_event_type_is_cut_and_escaped_in_the_log_of_failures() throws Exception {
        try (LogFixture log = new LogFixture()) {
            Recorder recorder = start(AlwaysFailing.class);
            Exchange exchange = server.request().open();
            handle().addEventListener(MessageEvent.class, event -> {
                recorder.record("handle");
                throw new IllegalStateException("on purpose, too");
            });
            exchange.message("\u001B[2J".repeat(100_000), "1").message("2");
            assertThat(List.of(recorder.next(), recorder.next())).containsExactlyInAnyOrder("failed", "handle");
            // The library logs both failures of the first message before it dispatches the second one.
            recorder.next();

            assertThat(log.messages())
                    .anyMatch(message -> message.contains("an observer failed"))
                    .anyMatch(message -> message.contains("a listener failed"))
                    .allSatisfy(message ->
                            assertThat(message).doesNotContain("\u001B").hasSizeLessThan(500));
        }
    }

    private EventSource handle() {
        return application
                .container()
                .select(EventSource.class, Stream.Literal.of("prices"))
                .get();
    }

    @ApplicationScoped
    static class AnyEvent {
        void on(@Observes @Stream("prices") Event event, Recorder recorder) {
            recorder.record(event.type());
        }
    }

    @Test
    void an_observer_of_all_kinds_receives_all_events() throws Exception {
        Recorder recorder = start(AnyEvent.class);
        server.request().open().message("tick", "1").end();
        assertThat(recorder.next()).isEqualTo("open");
        assertThat(recorder.next()).isEqualTo("tick");
        assertThat(recorder.next()).isEqualTo("error");
    }

    @Test
    void an_observer_sees_no_target() throws Exception {
        Recorder recorder = start(Messages.class);
        server.request().open().message("1");
        assertThat(((MessageEvent) recorder.next()).target()).isEmpty();
    }

    @ApplicationScoped
    static class Ticks {
        void on(@Observes @Stream("prices") @EventType("tick") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @Test
    void an_event_type_narrows_an_observer() throws Exception {
        Recorder recorder = start(Ticks.class);
        server.request().open().message("other", "0").message("tick", "1");
        assertThat(recorder.next()).isEqualTo("1");
        assertThat(recorder.isEmpty()).isTrue();
    }

    @ApplicationScoped
    static class Counts {
        void primitive(@Observes @Stream("prices") @EventType("count") int count, Recorder recorder) {
            recorder.record("int " + count);
        }

        void object(@Observes @Stream("prices") @EventType("count") Integer count, Recorder recorder) {
            recorder.record("Integer " + count);
        }

        void failed(@Observes FailedEvent failed, Recorder recorder) {
            recorder.record(failed);
        }
    }

    @Test
    void observers_of_a_primitive_type_and_of_its_class_are_called_once_each() throws Exception {
        Recorder recorder = start(Counts.class);
        server.request().open().message("count", "1").message("count", "2");

        assertThat(List.of(recorder.next(), recorder.next())).containsExactlyInAnyOrder("int 1", "Integer 1");
        assertThat(List.of(recorder.next(), recorder.next())).containsExactlyInAnyOrder("int 2", "Integer 2");
    }

    @ApplicationScoped
    static class News {
        void on(@Observes @Stream("news") MessageEvent message, Recorder recorder) {
            recorder.record("news " + message.data());
        }
    }

    @Test
    void an_observer_receives_only_messages_of_its_own_stream() throws Exception {
        Recorder recorder = start(News.class, Ticks.class);
        Exchange first = server.request().open();
        Exchange second = server.request().open();
        Exchange prices = first.path.equals("/prices") ? first : second;
        Exchange news = prices == first ? second : first;
        prices.message("tick", "1");
        assertThat(recorder.next()).isEqualTo("1");
        news.message("tick", "2");
        assertThat(recorder.next()).isEqualTo("news 2");
        assertThat(recorder.isEmpty()).isTrue();
    }

    @ApplicationScoped
    static class States {
        void open(@Observes @Stream("prices") OpenEvent open, Recorder recorder) {
            recorder.record(open);
        }

        void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.record(error);
        }
    }

    @Test
    void observers_receive_the_stream_s_open_and_error_events() throws Exception {
        Recorder recorder = start(States.class);
        server.request().open().end();
        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
        assertThat(((ErrorEvent) recorder.next()).readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @ApplicationScoped
    static class Everything {
        void on(@Observes MessageEvent message, Recorder recorder) {
            recorder.record("bare " + message.data());
        }
    }

    @Test
    void a_bare_observer_opens_nothing() {
        start(Everything.class);
        assertThat(application.get(EventSources.class).streams()).isEmpty();
    }

    @Test
    void a_bare_observer_receives_messages_of_a_stream_that_another_observer_opened() throws Exception {
        Recorder recorder = start(Everything.class, States.class);
        server.request().open().message("1");
        assertThat(recorder.next()).isInstanceOf(OpenEvent.class);
        assertThat(recorder.next()).isEqualTo("bare 1");
    }

    @ApplicationScoped
    static class Async {
        void on(@ObservesAsync @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @Test
    void asynchronous_observers_receive_in_order_more_messages_than_the_backlog_holds() throws Exception {
        Recorder recorder = start(Async.class);
        Exchange exchange = server.request().open();
        IntStream.range(0, 500).forEach(i -> exchange.message("" + i));
        for (int i = 0; i < 500; i++) {
            assertThat(recorder.next()).isEqualTo("" + i);
        }
    }

    @ApplicationScoped
    static class SlowAsync {
        private final CountDownLatch slow = new CountDownLatch(1);
        private final CompletableFuture<Thread> interrupted = new CompletableFuture<>();

        void on(@Observes @Stream("prices") MessageEvent message) {
            if (message.data().equals("64")) {
                Thread.currentThread().interrupt();
                interrupted.complete(Thread.currentThread());
            }
        }

        void later(@ObservesAsync @Stream("prices") MessageEvent message, Recorder recorder) throws Exception {
            assertThat(slow.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
            recorder.record(message.data());
        }

        void awaitWaiting() throws Exception {
            Thread thread = interrupted.get(Patience.LIMIT.toSeconds(), SECONDS);
            while (thread.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        }

        void hurry() {
            slow.countDown();
        }
    }

    @Test
    void asynchronous_observers_miss_nothing_where_the_thread_that_has_to_wait_is_interrupted() throws Exception {
        Recorder recorder = start(SlowAsync.class);
        Exchange exchange = server.request().open();
        IntStream.range(0, 70).forEach(i -> exchange.message("" + i));
        application.get(SlowAsync.class).awaitWaiting();
        application.get(SlowAsync.class).hurry();
        for (int i = 0; i < 70; i++) {
            assertThat(recorder.next()).isEqualTo("" + i);
        }
    }

    @ApplicationScoped
    static class Failing {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
            throw new IllegalStateException("on purpose");
        }

        void later(@ObservesAsync @Stream("prices") @EventType("async") MessageEvent message, Recorder recorder) {
            throw new IllegalStateException("on purpose, later");
        }
    }

    @Test
    void the_stream_goes_on_after_an_observer_that_throws() throws Exception {
        Recorder recorder = start(Failing.class);
        server.request().open().message("1").message("async", "2").message("3");
        assertThat(recorder.next()).isEqualTo("1");
        assertThat(recorder.next()).isEqualTo("2");
        assertThat(recorder.next()).isEqualTo("3");
    }

    @ApplicationScoped
    static class Overflowing {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
            throw new StackOverflowError("on purpose");
        }
    }

    @Test
    void the_stream_goes_on_after_an_observer_that_needs_too_much_stack() throws Exception {
        Recorder recorder = start(Overflowing.class);
        server.request().open().message("1").message("2");
        assertThat(recorder.next()).isEqualTo("1");
        assertThat(recorder.next()).isEqualTo("2");
    }

    @ApplicationScoped
    static class WithoutMemory {
        void later(@ObservesAsync @Stream("prices") MessageEvent message) {
            throw new OutOfMemoryError("on purpose");
        }

        void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.record(error);
        }
    }

    @Test
    void an_error_of_the_virtual_machine_in_an_asynchronous_observer_ends_the_stream() throws Exception {
        Recorder recorder = start(WithoutMemory.class);
        server.request().open().message("1");
        ErrorEvent last = (ErrorEvent) recorder.next();
        assertThat(last.kind()).isEqualTo(ErrorKind.OBSERVER);
        assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(last.reason()).startsWith("an observer failed with an error of the virtual machine: ");
    }

    @ApplicationScoped
    static class WithoutMemoryNow {
        void now(@Observes @Stream("prices") MessageEvent message) {
            throw new OutOfMemoryError("on purpose");
        }

        void error(@Observes @Stream("prices") ErrorEvent error, Recorder recorder) {
            recorder.record(error);
        }
    }

    @Test
    void an_error_of_the_virtual_machine_in_an_observer_ends_the_stream() throws Exception {
        Recorder recorder = start(WithoutMemoryNow.class);
        server.request().open().message("1");
        ErrorEvent last = (ErrorEvent) recorder.next();
        assertThat(last.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(last.reason()).isEqualTo("a listener or the library failed: OutOfMemoryError: on purpose");
    }

    @ApplicationScoped
    static class Transactional {
        void on(
                @Observes(during = TransactionPhase.AFTER_SUCCESS) @Stream("prices") MessageEvent message,
                Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @Test
    void a_transactional_observer_is_called_immediately_as_there_is_no_transaction() throws Exception {
        Recorder recorder = start(Transactional.class);
        server.request().open().message("1");
        assertThat(recorder.next()).isEqualTo("1");
    }

    @RequestScoped
    static class Request {
        @Inject
        Recorder recorder;

        private int uses;

        int use() {
            return ++uses;
        }

        @PreDestroy
        void end() {
            recorder.record("end");
        }
    }

    @ApplicationScoped
    static class RequestUsers {
        @Inject
        Request request;

        void one(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(request.use());
        }

        void two(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(request.use());
        }
    }

    @Test
    void each_message_has_one_request_context_for_its_observers() throws Exception {
        Recorder recorder = start(RequestUsers.class, Request.class);
        server.request().open().message("1").message("2");
        for (int message = 1; message <= 2; message++) {
            assertThat(recorder.next()).isEqualTo(1);
            assertThat(recorder.next()).isEqualTo(2);
            assertThat(recorder.next()).isEqualTo("end");
        }
    }

    @Test
    void a_stop_closes_the_stream() throws Exception {
        start(Messages.class);
        Exchange exchange = server.request().open();
        application.close();
        exchange.awaitClosed();
    }
}
