package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.DeadLetterEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.FailedEvent;
import org.eventsource.cdi.ResumedEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.FileCursors;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Observers of a stream with a cursor. */
class CursorTest extends ApplicationFixture {

    private final List<String[]> settings = new ArrayList<>();
    private Ledger ledger;
    private Journal journal;

    /** A stop that has begun. */
    private CompletableFuture<Void> stopping = CompletableFuture.completedFuture(null);

    /** What the observers see, and at which messages they fail. */
    @Singleton
    static class Journal {

        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        /** How often an observer fails at a message with this data. */
        final ConcurrentHashMap<String, Integer> failures = new ConcurrentHashMap<>();

        final ConcurrentHashMap<String, Runnable> before = new ConcurrentHashMap<>();
        final ConcurrentHashMap<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();

        void handle(String what, Ledger ledger) {
            before.getOrDefault(what, () -> {}).run();
            ledger.effect(what);
            boolean fails = failures.merge(what, -1, Integer::sum) >= 0;
            lines.add(what + (fails ? " fails" : ""));
            if (fails) {
                throw new IllegalStateException("no room for " + what);
            }
        }
    }

    @ApplicationScoped
    static class Observer {

        @Inject
        Journal journal;

        @Inject
        @Stream("orders")
        Ledger ledger;

        void on(@Observes @Stream("orders") MessageEvent message) {
            journal.handle(message.data(), ledger);
        }

        void failed(@Observes @Stream("orders") FailedEvent failed) {
            journal.lines.add("failed " + failed.message().data() + " " + failed.phase()
                    + (ledger.isInTransaction() ? " in a transaction" : ""));
        }
    }

    @ApplicationScoped
    static class Letters {

        @Inject
        Journal journal;

        @Inject
        @Stream("orders")
        Ledger ledger;

        private final List<Throwable> causes = new CopyOnWriteArrayList<>();

        List<Throwable> causes() {
            return causes;
        }

        void dead(@Observes @Stream("orders") DeadLetterEvent letter) {
            causes.add(letter.cause());
            journal.handle("letter " + letter.message().data() + " after " + letter.attempts(), ledger);
        }
    }

    @ApplicationScoped
    static class TypedObserver {

        @Inject
        Journal journal;

        void on(@Observes @Stream("orders") @EventType("order") MessageEvent message) {
            journal.lines.add(message.data());
        }

        void dead(@Observes @Stream("orders") @EventType("order") DeadLetterEvent letter) {
            journal.lines.add("letter " + letter.message().data());
        }

        void any(@ObservesAsync MessageEvent message) {}
    }

    @ApplicationScoped
    static class OrdersOnly {

        @Inject
        Journal journal;

        void on(@Observes @Stream("orders") @EventType("order") MessageEvent message) {
            journal.lines.add(message.data());
        }
    }

    @ApplicationScoped
    static class AsyncLetters {

        @Inject
        Journal journal;

        void dead(@ObservesAsync @Stream("orders") DeadLetterEvent letter) {
            journal.lines.add("later " + letter.message().data());
        }
    }

    @ApplicationScoped
    static class Resumptions {

        @Inject
        Journal journal;

        void on(@Observes @Stream("orders") ResumedEvent resumed) {
            journal.lines.add(
                    "resumed " + resumed.sentId() + " " + resumed.firstId().orElse("none") + " " + resumed.repeated());
        }
    }

    /** An order. */
    public record Order(int number) {}

    @ApplicationScoped
    static class OrderObserver {

        @Inject
        Journal journal;

        @Inject
        @Stream("orders")
        Ledger ledger;

        void on(@Observes @Stream("orders") @EventType("order") Order order) {
            journal.handle("order " + order.number(), ledger);
        }
    }

    @ApplicationScoped
    static class Failures {

        @Inject
        Journal journal;

        void failed(@Observes @Stream("orders") FailedEvent failed) {
            journal.lines.add("failed " + failed.message().data() + " " + failed.phase());
        }
    }

    @ApplicationScoped
    static class AsyncObserver {

        @Inject
        Journal journal;

        void on(@ObservesAsync @Stream("orders") MessageEvent message) {
            journal.gates
                    .computeIfAbsent(message.data(), data -> new CompletableFuture<>())
                    .join();
        }
    }

    @AfterEach
    void stop() {
        stopping.join();
    }

    private CursorTest with(String name, String value) {
        settings.add(new String[] {"eventsource.orders." + name, value});
        return this;
    }

    private void start(Class<?>... classes) {
        with("url", server.url("/orders"));
        with("reconnection-time", "100ms");
        with("handling-delay", "10ms");
        Application.Builder builder = Application.of(classes);
        settings.forEach(setting -> builder.with(setting[0], setting[1]));
        application = builder.start();
        if (List.of(classes).contains(Ledger.class)) {
            ledger = application
                    .container()
                    .select(Ledger.class, Stream.Literal.of("orders"))
                    .get();
        }
        journal = application.get(Journal.class);
    }

    private void startInTransactions(Class<?>... more) {
        with("transaction", "required");
        List<Class<?>> classes =
                new ArrayList<>(List.of(Ledger.class, Ledger.OfLedger.class, Journal.class, Observer.class));
        classes.addAll(List.of(more));
        start(classes.toArray(Class<?>[]::new));
    }

    private void startPlain(Class<?>... more) {
        List<Class<?>> classes = new ArrayList<>(List.of(Ledger.class, Journal.class));
        classes.addAll(List.of(more));
        start(classes.toArray(Class<?>[]::new));
    }

    private void hears(String... lines) throws InterruptedException {
        for (String line : lines) {
            assertThat(nextLine()).isEqualTo(line);
        }
    }

    private String nextLine() throws InterruptedException {
        return journal.lines.poll(Patience.LIMIT.toSeconds(), SECONDS);
    }

    private void awaitLog(String line) throws InterruptedException {
        String next;
        do {
            next = ledger.log.poll(Patience.LIMIT.toSeconds(), SECONDS);
            assertThat(next).as("before " + line).isNotNull();
        } while (!next.equals(line));
    }

    private EventSources sources() {
        return application.get(EventSources.class);
    }

    @Test
    void effects_and_cursor_are_committed_together() throws Exception {
        startInTransactions();
        server.request().open().identified("1", "a").identified("2", "b").identified("3", "c");
        hears("a", "b", "c");
        awaitLog("saved 3");
        assertThat(sources().cursor("orders")).isPresent();
        assertThat(ledger.commits).startsWith(1, 1);
    }

    @Test
    void a_new_process_resumes_after_the_cursor() throws Exception {
        startInTransactions();
        Exchange first = server.request().open().identified("7", "a");
        awaitLog("saved 7");
        first.end();
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "7");
    }

    @Test
    void a_failed_attempt_is_rolled_back_and_repeated() throws Exception {
        startInTransactions();
        journal.failures.put("a", 2);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a fails", "failed a OBSERVER", "a fails", "failed a OBSERVER", "a", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("a").doesNotHaveDuplicates();
    }

    @Test
    void retry_works_without_a_cursor_too() throws Exception {
        with("cursor", "none").with("on-failure", "retry");
        startPlain(Observer.class);
        journal.failures.put("a", 1);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a fails", "failed a OBSERVER", "a", "b");
    }

    @Test
    void too_many_failures_close_the_stream_for_a_time() throws Exception {
        with("handling-attempts", "2").with("reopen-after", "100ms");
        startInTransactions();
        journal.failures.put("a", 3);
        BlockingQueue<ErrorEvent> errors = new LinkedBlockingQueue<>();
        EventSource handle = sources().builder("orders").onError(errors::add).open();
        server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER", "a fails", "failed a OBSERVER");
        ErrorEvent error = errors.poll(Patience.LIMIT.toSeconds(), SECONDS);
        assertThat(error.kind()).isEqualTo(ErrorKind.OBSERVER);
        assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(error.reconnectIn()).isPresent();
        assertThat(error.reason())
                .isEqualTo("observers have failed 2 times at a message of type \"message\", and when-exhausted is"
                        + " close: java.lang.IllegalStateException: no room for a");
        server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER", "a");
        awaitLog("saved 1");
        assertThat(handle.readyState()).isEqualTo(ReadyState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0"})
    void a_reopening_does_not_skip_the_message_that_failed(String configured) throws Exception {
        with("on-failure", "close").with("last-event-id", configured);
        startPlain(Observer.class);
        EventSource handle = sources().builder("orders").open();
        journal.failures.put("a", 1);
        Exchange first = server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER");
        first.awaitClosed();
        await().atMost(Patience.LIMIT).until(() -> handle.readyState() == ReadyState.CLOSED);
        sources().reopen("orders");
        Exchange second = server.request();
        assertThat(second.headers.getOrDefault("Last-Event-ID", "")).isEqualTo(configured);
        second.open().identified("1", "a");
        hears("a");
        awaitLog("saved 1");
        handle.close();
    }

    @Test
    void a_dead_letter_and_the_cursor_are_one_transaction() throws Exception {
        with("handling-attempts", "2").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class);
        journal.failures.put("a", 100);
        journal.failures.put("letter a after 2", 1);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a fails", "failed a OBSERVER", "a fails", "failed a OBSERVER");
        hears("letter a after 2 fails", "letter a after 2", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("letter a after 2");
    }

    @Test
    void a_message_that_only_the_store_fails_at_is_no_dead_letter() throws Exception {
        with("handling-attempts", "1").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class);
        Exchange exchange = server.request().open();
        ledger.savesAway.set(2);
        exchange.identified("1", "a").identified("2", "b");
        hears("a", "failed a COMMIT", "a", "b");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("2"));
        assertThat(ledger.effects).containsExactly("a", "b");
        assertThat(waitsFor("the store of the cursor")).isFalse();
    }

    @Test
    void a_message_whose_observer_prevents_the_save_is_a_dead_letter() throws Exception {
        with("handling-attempts", "2").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class);
        ledger.unsavedWith.put("a", 2);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "failed a COMMIT", "a", "failed a COMMIT", "letter a after 2", "b");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("2"));
        assertThat(ledger.effects).containsExactly("letter a after 2", "b");
    }

    @Test
    void asynchronous_observers_of_letters_are_called_after_the_commit() throws Exception {
        with("handling-attempts", "1").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class, AsyncLetters.class);
        journal.failures.put("a", 1);
        journal.failures.put("letter a after 1", 1);
        server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER", "letter a after 1 fails", "letter a after 1", "later a");
    }

    @Test
    void a_letter_that_nobody_receives_is_not_skipped() throws Exception {
        with("handling-attempts", "1").with("when-exhausted", "dead-letter").with("reopen-after", "100ms");
        with("transaction", "required");
        startPlain(Ledger.OfLedger.class, TypedObserver.class);
        BlockingQueue<ErrorEvent> errors = new LinkedBlockingQueue<>();
        EventSource handle = sources().builder("orders").onError(errors::add).open();
        ledger.commitsLost.set(1);
        server.request().open().identified("1", "a");
        assertThat(errors.poll(Patience.LIMIT.toSeconds(), SECONDS).reason())
                .isEqualTo("observers have failed 1 time at a message of type \"message\", and no synchronous observer"
                        + " of DeadLetterEvent receives its letter: java.lang.Exception: the connection broke before"
                        + " the commit");
        assertThat(server.request().headers).doesNotContainKey("Last-Event-ID");
        handle.close();
    }

    @Test
    void data_that_cannot_be_decoded_is_exhausted_at_once() throws Exception {
        with("when-exhausted", "dead-letter").with("transaction", "required");
        startPlain(Ledger.OfLedger.class, OrderObserver.class, Letters.class);
        server.request()
                .open()
                .multiple("event: order\nid: 1\ndata: {\n\nevent: order\nid: 2\ndata: {\"number\":2}\n\n");
        hears("letter { after 1", "order 2");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("letter { after 1");
    }

    @Test
    void data_that_cannot_be_decoded_is_exhausted_at_once_if_another_observer_fails_too() throws Exception {
        with("when-exhausted", "dead-letter");
        startInTransactions(OrderObserver.class, Letters.class);
        journal.failures.put("{", 1);
        server.request().open().multiple("event: order\nid: 1\ndata: {\n\n");
        hears("{ fails", "failed { OBSERVER", "failed { DECODING", "letter { after 1");
        assertThat(application.get(Letters.class).causes()).singleElement().isInstanceOf(JsonbException.class);
    }

    @Test
    void a_commit_that_was_made_is_not_repeated() throws Exception {
        startInTransactions();
        ledger.answersLost.set(1);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("a").doesNotHaveDuplicates();
    }

    @Test
    void a_commit_that_was_not_made_is_repeated() throws Exception {
        startInTransactions();
        ledger.commitsLost.set(1);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "failed a COMMIT", "a", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("a").doesNotHaveDuplicates();
    }

    @Test
    void nothing_is_repeated_before_the_store_says_what_was_committed() throws Exception {
        startInTransactions();
        Exchange exchange = server.request().open();
        ledger.answersLost.set(1);
        ledger.loadsAway.set(1);
        exchange.identified("1", "a").identified("2", "b");
        hears("a", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("a").doesNotHaveDuplicates();
    }

    @Test
    void a_failure_does_not_count_while_the_store_is_away() throws Exception {
        with("handling-attempts", "1").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class);
        failsOnceWhileTheStoreIsAway();
    }

    @ParameterizedTest
    @ValueSource(strings = {"continue", "close"})
    void a_failure_while_the_store_is_away_neither_skips_nor_closes(String onFailure) throws Exception {
        with("on-failure", onFailure);
        startInTransactions();
        failsOnceWhileTheStoreIsAway();
    }

    private void failsOnceWhileTheStoreIsAway() throws Exception {
        Exchange exchange = server.request().open();
        journal.failures.put("a", 1);
        ledger.loadsAway.set(1);
        exchange.identified("1", "a");
        hears("a fails", "failed a OBSERVER", "a");
        awaitLog("saved 1");
    }

    @Test
    void a_commit_that_was_not_made_does_not_count_while_the_store_is_away() throws Exception {
        with("handling-attempts", "1").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class);
        losesOneCommitWhileTheStoreIsAway();
    }

    @ParameterizedTest
    @ValueSource(strings = {"continue", "close"})
    void a_commit_that_was_not_made_while_the_store_is_away_neither_skips_nor_closes(String onFailure)
            throws Exception {
        with("on-failure", onFailure);
        startInTransactions();
        losesOneCommitWhileTheStoreIsAway();
    }

    private void losesOneCommitWhileTheStoreIsAway() throws Exception {
        Exchange exchange = server.request().open();
        ledger.commitsLost.set(1);
        ledger.loadsAway.set(1);
        exchange.identified("1", "a").identified("2", "b");
        hears("a", "failed a COMMIT", "a", "b");
        awaitLog("saved 2");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("2"));
        assertThat(ledger.effects).containsExactly("a", "b");
    }

    @Test
    void another_process_that_moved_the_cursor_has_handled_the_message() throws Exception {
        startInTransactions();
        Exchange exchange = server.request().open();
        journal.before.put("a", () -> ledger.moveByAnother("5"));
        exchange.identified("1", "a");
        hears("a");
        awaitLog("rolled back");
        Exchange second = server.request();
        assertThat(second.headers).containsEntry("Last-Event-ID", "5");
        second.open().identified("6", "f");
        hears("f");
        awaitLog("saved 6");
        assertThat(ledger.effects).doesNotContain("a");
    }

    @Test
    void continue_moves_the_cursor_past_a_failure() throws Exception {
        with("on-failure", "continue");
        startInTransactions();
        journal.failures.put("a", 1);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a fails", "failed a OBSERVER", "b");
        awaitLog("saved 1");
        awaitLog("saved 2");
        assertThat(ledger.effects).doesNotContain("a");
    }

    @Test
    void a_message_whose_transaction_an_observer_has_ended_is_handled_again() throws Exception {
        startInTransactions();
        endInMessageA();
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "failed a COMMIT", "a", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).startsWith("a").doesNotHaveDuplicates();
    }

    @Test
    void a_read_whose_transaction_an_observer_has_ended_is_handled_again() throws Exception {
        with("commit", "read");
        startInTransactions();
        endInMessageA();
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        hears("a", "b", "a", "b");
        awaitLog("saved 2");
        assertThat(ledger.effects).contains("a");
    }

    /** After the effect of the message "a", once. */
    private void endInMessageA() {
        ledger.after.put("a", () -> {
            ledger.after.clear();
            application.get(Ledger.OfLedger.class).rollback();
        });
    }

    @Test
    void one_read_is_one_transaction() throws Exception {
        with("commit", "read");
        startInTransactions();
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        hears("a", "b", "c");
        awaitLog("saved 3");
        assertThat(ledger.log).doesNotContain("saved 1", "saved 2");
    }

    /** Messages that nobody observes move the cursor once a second. A block without a message always moves it. */
    @ParameterizedTest
    @ValueSource(strings = {"message", "read"})
    void a_block_without_a_message_moves_the_cursor_after_messages_that_nobody_observes(String commit)
            throws Exception {
        with("commit", commit).with("transaction", "required");
        startPlain(Ledger.OfLedger.class, OrdersOnly.class);
        StreamServer.Exchange connection = server.request().open();
        connection.multiple("event: noise\nid: 1\ndata: a\n\n");
        awaitLog("saved 1");
        connection.multiple("event: noise\nid: 2\ndata: b\n\nevent: noise\nid: 3\ndata: c\n\nid: 4\n\n");
        awaitLog("saved 4");
    }

    @Test
    void a_failure_in_a_read_makes_its_messages_be_handled_one_by_one() throws Exception {
        with("commit", "read");
        startInTransactions();
        journal.failures.put("b", 2);
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        hears("a", "b fails", "a", "b fails", "failed b OBSERVER", "b", "c");
        awaitLog("saved 3");
        assertThat(ledger.effects).startsWith("a", "b").doesNotHaveDuplicates();
    }

    @Test
    void the_cursor_does_not_move_back_in_a_large_read() throws Exception {
        with("commit", "read").with("on-failure", "continue");
        startInTransactions();
        journal.failures.put("1", 2);
        StringBuilder events = new StringBuilder();
        for (int i = 1; i <= 60; i++) {
            events.append("id: ").append(i).append("\ndata: ").append(i).append("\n\n");
        }
        server.request().open().multiple(events.toString());
        awaitLog("saved 60");
        assertThat(ledger.cursors.stream().map(Integer::valueOf)).isSorted();
    }

    @Test
    void an_id_that_was_saved_before_does_not_show_that_a_commit_was_made() throws Exception {
        startInTransactions();
        Exchange exchange = server.request().open().identified("1", "a");
        awaitLog("saved 1");
        hears("a");
        ledger.lostWith.put("b", 1);
        exchange.identified("1", "b").identified("2", "c");
        hears("b", "failed b COMMIT", "b", "c");
        assertThat(ledger.effects).startsWith("a", "b");
    }

    @Test
    void a_dead_letter_has_its_cause_after_a_commit_that_was_not_made() throws Exception {
        with("handling-attempts", "1").with("when-exhausted", "dead-letter");
        startInTransactions(Letters.class);
        journal.failures.put("a", 100);
        ledger.lostWith.put("letter a after 1", 1);
        server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER", "letter a after 1", "letter a after 1");
        awaitLog("saved 1");
        assertThat(application.get(Letters.class).causes())
                .hasSize(2)
                .allSatisfy(cause -> assertThat(cause).hasMessage("no room for a"));
    }

    @Test
    void a_save_that_failed_does_not_overwrite_the_cursor_of_another_process() throws Exception {
        startInTransactions();
        Exchange exchange = server.request().open().identified("1", "a");
        awaitLog("saved 1");
        ledger.savesAway.set(Integer.MAX_VALUE);
        exchange.multiple("id: 2\n\n");
        awaitLog("rolled back");
        ledger.moveByAnother("5");
        ledger.savesAway.set(0);
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "5");
        assertThat(ledger.cursor()).isEqualTo("5");
    }

    @Test
    void what_came_before_an_exhausted_message_in_a_read_is_not_repeated() throws Exception {
        with("commit", "read").with("handling-attempts", "1").with("reopen-after", "100ms");
        startPlain(Observer.class);
        journal.failures.put("b", 1);
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        hears("a", "b fails", "failed b OBSERVER");
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "1");
    }

    @Test
    void what_came_before_a_message_that_closes_the_stream_is_saved() throws Exception {
        with("commit", "read").with("on-failure", "close");
        startPlain(Observer.class);
        journal.failures.put("b", 1);
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        hears("a", "b fails", "failed b OBSERVER");
        awaitLog("saved 1");
    }

    @Test
    void a_stream_is_closed_by_a_failure_when_what_came_before_is_saved() throws Exception {
        with("commit", "read").with("on-failure", "close");
        startPlain(Observer.class);
        BlockingQueue<ErrorEvent> errors = new LinkedBlockingQueue<>();
        EventSource handle = sources().builder("orders").onError(errors::add).open();
        journal.failures.put("b", 1);
        ledger.savesAway.set(1);
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        awaitLog("saved 1");
        assertThat(errors.poll(Patience.LIMIT.toSeconds(), SECONDS).reason())
                .contains("on-failure is close", "no room for b");
        handle.close();
    }

    /** Begins to stop the application, and returns when the stream is stopped. */
    private void beginStop(EventSource handle) {
        stopping = CompletableFuture.runAsync(application::close);
        await().atMost(Patience.LIMIT).until(() -> handle.readyState() == ReadyState.CLOSED);
    }

    @Test
    void what_was_handled_in_a_read_is_saved_at_the_stop() throws Exception {
        with("commit", "read");
        startPlain(Observer.class);
        EventSource handle = sources().builder("orders").open();
        journal.before.put("a", () -> beginStop(handle));
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        hears("a");
        awaitLog("saved 1");
        stopping.join();
        assertThat(journal.lines).isEmpty();
    }

    /** A line of the log in which the library stops between two messages: it runs no code of the application there. */
    private final class StopAtLine extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("org.eventsource.stream");
        private final String text;
        private final EventSource handle;

        StopAtLine(String text) {
            this.text = text;
            this.handle = sources().builder("orders").open();
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().contains(text)) {
                logger.removeHandler(this);
                beginStop(handle);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"data: b | messages without an id", "id: %s | an id that is longer than 1000 characters"})
    void what_was_handled_in_a_read_is_saved_at_a_stop_before_what_follows(String next, String line) throws Exception {
        with("commit", "read");
        startPlain(Observer.class);
        try (StopAtLine stop = new StopAtLine(line)) {
            server.request().open().multiple("id: 1\ndata: a\n\n" + next.formatted("9".repeat(1001)) + "\n\n");
            hears("a");
            awaitLog("saved 1");
            stopping.join();
        }
        assertThat(journal.lines).isEmpty();
    }

    @Test
    void a_stop_in_a_read_does_not_wait_for_a_store_that_is_away() throws Exception {
        with("commit", "read");
        startPlain(Observer.class);
        ledger.savesAway.set(1);
        try (LogFixture log = new LogFixture();
                StopAtLine stop = new StopAtLine("messages without an id")) {
            server.request().open().multiple("id: 1\ndata: a\n\ndata: b\n\n");
            hears("a");
            await().atMost(Patience.LIMIT).until(() -> ledger.savesAway.get() == 0);
            stopping.join();
            assertThat(log.messages()).noneMatch(line -> line.contains("still runs"));
        }
        assertThat(ledger.cursor()).isEmpty();
    }

    @Test
    void a_stop_ends_the_transaction_of_a_read_after_the_message_in_hand() throws Exception {
        with("commit", "read");
        startInTransactions();
        EventSource handle = sources().builder("orders").open();
        journal.before.put("a", () -> beginStop(handle));
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        hears("a");
        stopping.join();
        assertThat(ledger.cursor()).isEqualTo("1");
        assertThat(journal.lines).isEmpty();
        assertThat(ledger.effects).containsExactly("a");
    }

    @Test
    void a_pause_ends_the_transaction_of_a_read_after_the_message_in_hand() throws Exception {
        with("commit", "read");
        startInTransactions();
        journal.before.put("a", () -> sources().pause("orders"));
        journal.before.put("b", () -> journal.lines.add("paused is " + isPaused()));
        server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        hears("a");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("1"));
        sources().resume("orders");
        hears("paused is false", "b", "c");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("3"));
    }

    private boolean waitsFor(String what) {
        return sources().streams().get(0).toString().contains(what);
    }

    private boolean isPaused() {
        return sources().streams().get(0).paused();
    }

    @Test
    void a_failed_message_of_a_paused_stream_waits_for_its_next_attempt() throws Exception {
        startInTransactions();
        journal.failures.put("a", 1);
        journal.before.put("a", () -> {
            journal.before.put("a", () -> journal.lines.add("paused is " + isPaused()));
            sources().pause("orders");
        });
        server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER");
        assertThat(journal.lines.poll(200, MILLISECONDS)).isNull();
        sources().resume("orders");
        hears("paused is false", "a");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("1"));
    }

    @Test
    void a_paused_stream_saves_what_is_handled() throws Exception {
        startPlain(Observer.class);
        ledger.savesAway.set(1);
        journal.before.put("a", () -> sources().pause("orders"));
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a");
        awaitLog("saved 1");
        assertThat(isPaused()).isTrue();
        assertThat(journal.lines).isEmpty();
    }

    @Test
    void without_transactions_only_the_save_is_repeated() throws Exception {
        startPlain(Observer.class);
        ledger.savesAway.set(1);
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "b");
        awaitLog("saved 1");
        awaitLog("saved 2");
        assertThat(ledger.effects).containsExactly("a", "b");
    }

    @Test
    void an_error_of_the_store_or_the_container_does_not_close_the_stream() throws Exception {
        startInTransactions();
        ledger.beginsBroken.set(1);
        ledger.savesBroken.set(1);
        server.request().open().identified("1", "a");
        hears("a", "failed a COMMIT", "a");
        awaitLog("saved 1");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("1"));
    }

    @Test
    void an_outage_ends_with_a_message_without_an_id() throws Exception {
        startInTransactions();
        ledger.beginsBroken.set(1);
        server.request().open().message("a");
        hears("a");
        await().atMost(Patience.LIMIT).until(() -> !waitsFor("the store of the cursor"));
    }

    @Test
    void asynchronous_observers_hold_the_cursor() throws Exception {
        startPlain(AsyncObserver.class, Observer.class);
        Exchange exchange = server.request().open().identified("1", "a").identified("2", "b");
        journal.gates.computeIfAbsent("b", data -> new CompletableFuture<>()).complete(null);
        hears("a", "b"); // b is not delivered before the outcome of a is known
        assertThat(ledger.log).noneMatch(line -> line.startsWith("saved"));
        journal.gates.computeIfAbsent("a", data -> new CompletableFuture<>()).complete(null);
        awaitLog("saved 2");
        exchange.end();
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "2");
    }

    @Test
    void the_end_of_an_asynchronous_observer_moves_the_cursor_in_a_pause() throws Exception {
        startPlain(AsyncObserver.class, Observer.class);
        journal.failures.put("b", 1);
        journal.before.put("b", () -> sources().pause("orders"));
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "b fails", "failed b OBSERVER");
        assertThat(journal.lines.poll(200, MILLISECONDS)).isNull();
        journal.gates.computeIfAbsent("a", data -> new CompletableFuture<>()).complete(null);
        awaitLog("saved 1");
        assertThat(journal.lines).isEmpty();
        journal.before.clear();
        journal.gates.computeIfAbsent("b", data -> new CompletableFuture<>()).complete(null);
        sources().resume("orders");
        hears("b");
        awaitLog("saved 2");
    }

    @Test
    void an_asynchronous_observer_that_fails_is_not_called_again() throws Exception {
        startPlain(AsyncObserver.class, Failures.class);
        journal.gates.put("a", CompletableFuture.failedFuture(new IllegalStateException("no room")));
        journal.gates.put("b", CompletableFuture.completedFuture(null));
        server.request().open().identified("1", "a").identified("2", "b");
        awaitLog("saved 2");
        hears("failed a ASYNC_OBSERVER");
        assertThat(journal.lines).isEmpty();
    }

    @Test
    void a_handle_hears_a_message_once_after_it_is_handled() throws Exception {
        startInTransactions();
        journal.failures.put("a", 1);
        EventSource handle = sources()
                .builder("orders")
                .onMessage(message -> journal.lines.add("handle " + message.data()))
                .open();
        server.request().open().identified("1", "a");
        hears("a fails", "failed a OBSERVER", "a", "handle a");
        handle.close();
    }

    @ParameterizedTest
    @CsvSource({"message, saved 1", "read, saved 2"})
    void the_cursor_is_saved_while_a_listener_of_a_handle_runs(String commit, String saved) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        with("commit", commit);
        startPlain(Observer.class);
        try (EventSource unused = sources()
                .builder("orders")
                .onMessage(message -> {
                    journal.lines.add("handle " + message.data());
                    end.join();
                })
                .open()) {
            server.request().open().multiple("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
            awaitLog(saved);
            end.complete(null);
            assertThat(List.of(nextLine(), nextLine(), nextLine(), nextLine()))
                    .containsExactlyElementsOf(
                            commit.equals("read")
                                    ? List.of("a", "b", "handle a", "handle b")
                                    : List.of("a", "handle a", "b", "handle b"));
        }
    }

    @Test
    void a_handle_hears_a_message_while_the_store_is_away() throws Exception {
        startPlain(Observer.class);
        ledger.savesAway.set(Integer.MAX_VALUE);
        try (EventSource unused = sources()
                .builder("orders")
                .onMessage(message -> journal.lines.add("handle " + message.data()))
                .open()) {
            server.request().open().identified("1", "a");
            hears("a", "handle a");
            ledger.savesAway.set(0);
            awaitLog("saved 1");
        }
        assertThat(journal.lines).isEmpty();
    }

    @Test
    void a_listener_that_fails_does_not_move_the_cursor_of_its_handle() throws Exception {
        startPlain();
        journal.failures.put("b", 1);
        List<ErrorEvent> errors = new CopyOnWriteArrayList<>();
        EventSource handle = sources()
                .builder("orders")
                .cursor(ledger, "mine")
                .onMessage(message -> journal.handle(message.data(), ledger))
                .onError(errors::add)
                .open();
        server.request().open().identified("1", "a").identified("2", "b");
        hears("a", "b fails");
        Exchange second = server.request();
        assertThat(second.headers).containsEntry("Last-Event-ID", "1");
        second.open().identified("2", "b");
        hears("b");
        awaitLog("saved 2");
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo(ErrorKind.LISTENER);
            assertThat(error.reason())
                    .isEqualTo("a listener failed, and the message is delivered again:"
                            + " java.lang.IllegalStateException: no room for b");
        });
        handle.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "read"})
    void a_handle_hears_a_message_that_nobody_observes_once(String commit) throws Exception {
        with("commit", commit);
        startPlain(OrdersOnly.class);
        EventSource handle = sources()
                .builder("orders")
                .onMessage(message -> journal.lines.add("handle " + message.data()))
                .open();
        Exchange first = server.request().open().identified("1", "a").identified("2", "b");
        hears("handle a", "handle b");
        first.multiple("id: 3\ndata: c\n\nid: 4\ndata: d\n\n");
        hears("handle c", "handle d");
        first.end();
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "4");
        handle.close();
    }

    @Test
    void a_resumption_comes_before_its_first_message() throws Exception {
        startInTransactions(Resumptions.class);
        Exchange first = server.request().open().identified("1", "a");
        hears("a");
        awaitLog("saved 1");
        first.end();
        server.request().open().identified("1", "a").identified("2", "b");
        hears("resumed 1 1 true", "b");
    }

    @Test
    void the_cursor_is_shown_and_moved_by_hand() throws Exception {
        startInTransactions();
        server.request().open().identified("9", "a");
        hears("a");
        awaitLog("saved 9");
        sources().cursor("orders", "3");
        Exchange second = server.request();
        assertThat(second.headers).containsEntry("Last-Event-ID", "3");
        second.open();
        assertThat(sources().cursor("orders")).contains("3");
    }

    /** A store that the stream and the application call together. */
    @ApplicationScoped
    @Stream("orders")
    static class WatchedStore implements CursorStore {

        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch loading = new CountDownLatch(1);
        private final CountDownLatch together = new CountDownLatch(1);

        @Override
        public Optional<String> load(String stream) throws Exception {
            if (calls.incrementAndGet() > 1) {
                together.countDown();
            }
            loading.countDown();
            boolean unused = together.await(200, MILLISECONDS);
            calls.decrementAndGet();
            return Optional.empty();
        }

        @Override
        public void save(String stream, String lastEventId) {}

        void awaitLoad() throws InterruptedException {
            assertThat(loading.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        }

        boolean wasCalledTogether() {
            return together.getCount() == 0;
        }
    }

    @ApplicationScoped
    static class Unwatched {
        void on(@Observes @Stream("orders") MessageEvent message) {}
    }

    @Test
    void a_store_is_called_on_one_thread_at_a_time() throws Exception {
        start(WatchedStore.class, Unwatched.class, Journal.class);
        WatchedStore store = application
                .container()
                .select(WatchedStore.class, Stream.Literal.of("orders"))
                .get();
        store.awaitLoad();
        assertThat(sources().cursor("orders")).isEmpty();
        assertThat(store.wasCalledTogether()).isFalse();
    }

    @Test
    void an_id_that_is_not_committed_is_not_shown() throws Exception {
        startInTransactions();
        Exchange exchange = server.request().open().identified("1", "a");
        await().atMost(Patience.LIMIT).until(() -> sources().cursor("orders").equals(Optional.of("1")));
        ledger.commitsLost.set(1);
        ledger.loadsAway.set(Integer.MAX_VALUE);
        exchange.identified("2", "b");
        await().atMost(Patience.LIMIT).until(() -> waitsFor("the store of the cursor"));
        assertThat(ledger.log).contains("saved 2");
        assertThat(sources().cursor("orders")).contains("1");
        assertThat(sources().streams().get(0).cursor()).contains("1");
        ledger.loadsAway.set(0);
        await().atMost(Patience.LIMIT).until(() -> sources().cursor("orders").equals(Optional.of("2")));
    }

    @Test
    void a_cursor_without_an_id_is_known_when_it_was_loaded() throws Exception {
        startInTransactions();
        server.request().open();
        ledger.loadsAway.set(1);
        assertThat(sources().cursor("orders")).isEmpty();
        ledger.loadsAway.set(0);
    }

    @Test
    void an_id_that_no_request_can_carry_is_refused() throws Exception {
        startInTransactions();
        server.request().open().identified("1", "a");
        awaitLog("saved 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources().cursor("orders", "a\nb"))
                .withMessageStartingWith("lastEventId: a line break or a NUL")
                .withMessageEndingWith("a\\u000Ab");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sources().cursor("orders", "a\u0001b"))
                .withMessageContaining("cannot be sent exactly");
        await().atMost(Patience.LIMIT).until(() -> ledger.cursor().equals("1"));
    }

    @Test
    void an_observer_cannot_move_the_cursor_of_its_own_stream() throws Exception {
        startInTransactions();
        journal.before.put(
                "a",
                () -> assertThatIllegalStateException()
                        .isThrownBy(() -> sources().cursor("orders", "3"))
                        .withMessageContaining("itself calls this"));
        server.request().open().identified("1", "a");
        hears("a");
    }

    @ApplicationScoped
    static class MovingLater {

        @Inject
        Journal journal;

        void on(@ObservesAsync @Stream("orders") MessageEvent message, EventSources sources) {
            Throwable thrown = catchThrowable(() -> sources.cursor("orders", "3"));
            journal.lines.add("later " + (thrown == null ? "moved" : thrown.getMessage()));
        }
    }

    /** Otherwise both could wait for each other without end: the stream waits for its asynchronous observers, too. */
    @Test
    void an_asynchronous_observer_cannot_move_the_cursor_of_its_own_stream() throws Exception {
        startPlain(MovingLater.class);
        server.request().open().identified("1", "a");
        hears("later an observer or listener of the stream itself calls this");
        awaitLog("saved 1");
    }

    @Test
    void files_keep_the_cursor(@TempDir Path directory) throws Exception {
        with("cursor", "file").with("cursor-directory", directory.toString());
        startPlain(Observer.class);
        Exchange first = server.request().open().identified("4", "a");
        hears("a");
        first.end();
        assertThat(server.request().headers).containsEntry("Last-Event-ID", "4");
    }

    @ApplicationScoped
    static class FailsAtErrors {
        void on(@Observes @Stream("orders") ErrorEvent error) {
            throw new InternalError("an observer of errors");
        }
    }

    @Test
    void a_look_at_the_cursor_of_an_ended_stream_does_not_lock_its_file(@TempDir Path directory) throws Exception {
        with("cursor", "file").with("cursor-directory", directory.toString());
        try (FileCursors other = new FileCursors(directory)) {
            other.load("orders");
            startPlain(Observer.class, FailsAtErrors.class);
            await().atMost(Patience.LIMIT)
                    .until(() -> sources().streams().get(0).readyState() == ReadyState.CLOSED);
        }

        assertThat(sources().cursor("orders")).isEmpty();
        assertThat(isUnlocked(directory)).isTrue();
    }

    /** Another store of this process fails as another process would. */
    private static boolean isUnlocked(Path directory) {
        try (FileCursors other = new FileCursors(directory)) {
            other.load("orders");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void mistakes_fail_the_deployment() {
        problem("cursor-directory: missing, but cursor is file", "cursor", "file");
        problem("no kind and no bean of type CursorStore is named redis", "cursor", "redis");
        problem("needs the artifact org.eventsource:eventsource-jdbc", "cursor", "jdbc");
        problem("there is no UserTransaction", "transaction", "required");
        problem("no observer of DeadLetterEvent", "when-exhausted", "dead-letter");
        problem("not retry, continue or close", "on-failure", "stop");
        problem("not the name of a table", "cursor-table", "a b");
    }

    private void problem(String message, String name, String value) {
        settings.clear();
        with(name, value);
        assertThatThrownBy(() -> startPlain(Observer.class)).hasStackTraceContaining(message);
    }

    @Test
    void silence_is_a_duration() {
        assertThat(ResumedEvent.of("1", null, Duration.ofSeconds(2), false).silence())
                .hasSeconds(2);
    }
}
