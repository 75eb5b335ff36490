package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.EventSourceException;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.cursor.CursorStore;
import org.eventsource.impl.cursor.FileCursors;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseHandler;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that keep a cursor in a store, over each transport. */
class CursorTest extends TransportFixture {

    private static final String NAME = "orders";

    private final KeptCursors store = new KeptCursors();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private EventSource.Builder plain(TransportKind transport) {
        return EventSource.builder(server.uri("/"))
                .transport(transport)
                .reconnectionTime(SHORTEST)
                .maxReconnectionTime(SHORTEST)
                .cursor(store, NAME);
    }

    private EventSource.Builder hearing(TransportKind transport) {
        return plain(transport).onMessage(message -> heard.add(message.data()));
    }

    /** Sends events and ends the connection. */
    private static SseHandler ending(String events) {
        return connection -> connection.stream(events);
    }

    private void awaitHeard(String... data) {
        await().atMost(Patience.LIMIT).untilAsserted(() -> assertThat(heard).containsExactly(data));
    }

    private void awaitCursor(String id) {
        await().atMost(Patience.LIMIT).untilAsserted(() -> assertThat(store.ids).containsEntry(NAME, id));
    }

    @Nested
    class The_last_message {

        private EventSource.Builder ending(TransportKind transport) {
            server.on("/", streaming("id: 1\ndata: end\n\n"));
            return hearing(transport).closeOn(message -> message.data().equals("end"));
        }

        @OverEachTransport
        void closes_the_source_when_the_listeners_have_handled_it(TransportKind transport) throws Exception {
            AtomicInteger failures = new AtomicInteger(1);
            EventSource source = open(ending(transport).addEventListener("message", message -> {
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("not yet");
                }
            }));

            awaitHeard("end", "end");
            awaitCursor("1");
            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        }

        @OverEachTransport
        void closes_the_source_when_the_store_has_its_id(TransportKind transport) throws Exception {
            EventSource source = open(ending(transport).addEventListener("message", message -> store.away.set(1)));

            awaitCursor("1");
            awaitHeard("end");
            await().atMost(Patience.LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        }
    }

    @Nested
    class A_new_source {

        @OverEachTransport
        void resumes_after_the_id_of_the_store(TransportKind transport) throws Exception {
            store.ids.put(NAME, "41");
            server.on("/", streaming("id: 42\ndata: a\n\n"));
            EventSource source = open(hearing(transport).lastEventId("7"));

            assertThat(server.nextRequest().lastEventId()).contains("41");
            awaitHeard("a");
            assertThat(source.lastEventId()).isEqualTo("42");
        }

        @OverEachTransport
        void begins_after_the_id_of_its_builder_if_the_store_has_none(TransportKind transport) throws Exception {
            server.on("/", streaming("data: a\n\n"));
            open(hearing(transport).lastEventId("7"));

            assertThat(server.nextRequest().lastEventId()).contains("7");
            awaitHeard("a");
        }

        @OverEachTransport
        void passes_the_id_on_to_messages_without_one(TransportKind transport) throws Exception {
            store.ids.put(NAME, "41");
            server.on("/", streaming("data: a\n\n"));
            open(plain(transport).onMessage(message -> heard.add(message.lastEventId())));

            awaitHeard("41");
        }

        @OverEachTransport
        void does_not_connect_before_the_store_answers(TransportKind transport) throws Exception {
            store.ids.put(NAME, "41");
            store.away.set(2);
            server.on("/", streaming("id: 42\ndata: a\n\n"));
            List<ErrorEvent> errors = new CopyOnWriteArrayList<>();
            EventSource source = open(hearing(transport).onError(errors::add));

            assertThat(server.nextRequest().lastEventId()).contains("41");
            awaitHeard("a");
            assertThat(errors).hasSize(2).allSatisfy(error -> {
                assertThat(error.kind()).isEqualTo(ErrorKind.CURSOR);
                assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
                assertThat(error.reason()).isEqualTo("the cursor \"orders\" cannot be read: the store is away");
            });
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }

        @OverEachTransport
        void does_not_connect_with_an_id_that_cannot_be_sent(TransportKind transport) throws Exception {
            store.ids.put(NAME, "a\nb");
            server.on("/", streaming("data: a\n\n"));
            open(builder(transport).cursor(store, NAME));

            ErrorEvent error = recorder.nextError();
            assertThat(error.kind()).isEqualTo(ErrorKind.CURSOR);
            assertThat(error.reason()).contains("cannot be sent exactly over this transport: a\\u000Ab");
            assertThat(server.pendingRequests()).isEmpty();
        }

        @Test
        void has_a_name_of_at_most_255_characters() {
            EventSource.Builder builder = plain(TransportKind.JDK);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.cursor(store, "x".repeat(256)))
                    .withMessage("cursor: the name has 256 characters, allowed are 1 to 255");
            assertThatIllegalArgumentException().isThrownBy(() -> builder.cursor(store, ""));
        }
    }

    @Nested
    class The_cursor {

        @OverEachTransport
        void moves_when_the_listeners_have_returned(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            List<String> before = new CopyOnWriteArrayList<>();
            open(plain(transport).onMessage(message -> before.add(store.ids.getOrDefault(NAME, "none"))));

            awaitCursor("2");
            assertThat(before).containsExactly("none", "1");
        }

        @OverEachTransport
        void moves_with_a_block_that_has_only_an_id(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\n\n"));
            open(hearing(transport));

            awaitCursor("2");
        }

        @OverEachTransport
        void stays_at_an_empty_id_and_at_a_message_without_one(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid:\ndata: b\n\ndata: c\n\n"), streaming("id: 2\ndata: d\n\n"));
            open(hearing(transport));

            awaitHeard("a", "b", "c");
            assertThat(store.saved).containsExactly("1");
        }

        @OverEachTransport
        void stays_at_an_id_of_more_than_1000_characters(TransportKind transport) throws Exception {
            String longest = "x".repeat(1000);
            server.on("/", streaming("id: " + longest + "\ndata: a\n\nid: " + longest + "y\ndata: b\n\n"));
            open(hearing(transport));

            awaitHeard("a", "b");
            assertThat(store.saved).containsExactly(longest);
        }

        @OverEachTransport
        void is_what_the_next_connection_sends(TransportKind transport) throws Exception {
            server.on("/", ending("id: 1\ndata: a\n\nid:\ndata: b\n\n"), streaming("data: c\n\n"));
            open(hearing(transport));

            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("1");
        }

        @OverEachTransport
        void is_never_left_out_of_a_request(TransportKind transport) throws Exception {
            store.ids.put(NAME, "41");
            server.on("/", answering(431, ""));
            open(builder(transport).cursor(store, NAME));

            ErrorEvent error = recorder.nextError();
            assertThat(error.status()).hasValue(431);
            assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        }
    }

    @Nested
    class The_first_message_of_a_connection {

        @OverEachTransport
        void is_dropped_if_its_own_id_was_sent(TransportKind transport) throws Exception {
            server.on(
                    "/",
                    ending("id: 1\ndata: a\n\n"),
                    streaming("id: 1\ndata: a\n\nid: 1\ndata: again\n\nid: 2\ndata: b\n\n"));
            open(hearing(transport));

            awaitHeard("a", "again", "b");
        }

        @OverEachTransport
        void is_delivered_if_it_inherits_the_id(TransportKind transport) throws Exception {
            server.on("/", ending("id: 1\ndata: a\n\n"), streaming("data: b\n\n"));
            open(hearing(transport));

            awaitHeard("a", "b");
        }

        @OverEachTransport
        void is_delivered_without_a_cursor(TransportKind transport) throws Exception {
            server.on("/", ending("id: 1\ndata: a\n\n"), streaming("id: 1\ndata: a\n\n"));
            open(builder(transport).onMessage(message -> heard.add(message.data())));

            awaitHeard("a", "a");
        }
    }

    @Nested
    class A_listener_that_fails {

        @OverEachTransport
        void gets_the_message_again_if_its_failure_has_no_text(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\n"));
            AtomicInteger failures = new AtomicInteger();
            open(hearing(transport).addEventListener("message", message -> {
                if (failures.incrementAndGet() == 1) {
                    throw new IllegalStateException() {
                        @Override
                        public String getMessage() {
                            return "a " + this;
                        }
                    };
                }
            }));

            awaitHeard("a", "a");
            awaitCursor("1");
        }

        @OverEachTransport
        void gets_the_message_again_over_another_connection(TransportKind transport) throws Exception {
            server.on(
                    "/",
                    streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n"),
                    streaming("id: 2\ndata: b\n\nid: 3\ndata: c\n\n"));
            AtomicInteger failures = new AtomicInteger();
            List<ErrorEvent> errors = new CopyOnWriteArrayList<>();
            open(plain(transport).onError(errors::add).onMessage(message -> {
                heard.add(message.data());
                if (message.data().equals("b") && failures.incrementAndGet() == 1) {
                    throw new IllegalStateException("no more room");
                }
            }));

            awaitHeard("a", "b", "b", "c");
            awaitCursor("3");
            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo(ErrorKind.LISTENER);
                assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
                assertThat(error.reason())
                        .isEqualTo("a listener failed, and the message is delivered again: no more room");
            });
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("1");
        }
    }

    @Nested
    class A_store_that_does_not_answer {

        @OverEachTransport
        void holds_the_next_message_and_repeats_none(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            open(plain(transport).onMessage(message -> {
                heard.add(message.data() + store.saved);
                if (message.data().equals("a")) {
                    store.away.set(1);
                }
            }));

            awaitHeard("a[]", "b[1]");
            assertThat(store.refused).hasValue(1);
        }

        @OverEachTransport
        void holds_the_next_connection(TransportKind transport) throws Exception {
            server.on("/", ending("id: 1\ndata: a\n\n"), streaming("id: 2\ndata: b\n\n"));
            open(plain(transport).onMessage(message -> {
                heard.add(message.data());
                if (message.data().equals("a")) {
                    store.away.set(2);
                }
            }));

            awaitHeard("a", "b");
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("1");
        }

        @OverEachTransport
        void may_throw_an_error_at_a_load(TransportKind transport) throws Exception {
            store.broken.set(1);
            server.on("/", streaming("id: 1\ndata: a\n\n"));
            List<ErrorEvent> errors = new CopyOnWriteArrayList<>();
            EventSource source = open(hearing(transport).onError(errors::add));

            awaitCursor("1");
            assertThat(errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error.reason())
                            .isEqualTo("the cursor \"orders\" cannot be read: com/example/Driver"));
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }

        @OverEachTransport
        void may_throw_an_error_at_a_save(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            EventSource source = open(hearing(transport).addEventListener("message", message -> {
                if (heard.equals(List.of("a"))) {
                    store.broken.set(2);
                }
            }));

            awaitCursor("2");
            assertThat(heard).containsExactly("a", "b");
            assertThat(source.readyState()).isEqualTo(ReadyState.OPEN);
        }
    }

    @Nested
    class Another_process_that_moves_the_cursor {

        @OverEachTransport
        void has_handled_what_this_one_leaves_out(TransportKind transport) throws Exception {
            Gate moved = new Gate();
            server.on("/", streaming("id: 1\ndata: a\n\n"), streaming("id: 6\ndata: f\n\n"));
            open(builder(transport).cursor(store, NAME).onMessage(message -> {
                heard.add(message.data());
                if (message.data().equals("a")) {
                    store.move(NAME, "5");
                    moved.open();
                }
            }));
            moved.await();

            awaitHeard("a", "f");
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("5");
        }

        @OverEachTransport
        void is_reported_without_the_secrets_that_the_store_quotes(TransportKind transport) throws Exception {
            store.conflict = "moved in jdbc:h2:mem:x;PASSWORD=s3cret\nforged";
            server.on("/", streaming("id: 1\ndata: a\n\n"));
            List<String> reasons = new CopyOnWriteArrayList<>();
            open(builder(transport)
                    .cursor(store, NAME)
                    .onMessage(message -> store.move(NAME, "5"))
                    .onError(error -> reasons.add(error.reason())));

            await().atMost(Patience.LIMIT).until(() -> !reasons.isEmpty());
            assertThat(reasons).first().isEqualTo("moved in jdbc:h2:…\\u000Aforged");
        }

        @Test
        void does_not_prevent_that_the_cursor_is_set_by_hand() throws Exception {
            store.move(NAME, "5");
            store.reset(NAME, "3");

            assertThat(store.ids).containsEntry(NAME, "3");
        }
    }

    @Nested
    class A_cursor_file {

        /** Otherwise nobody unlocks it, and another process waits for it as long as this one runs. */
        @Test
        void is_not_locked_by_an_attempt_that_asks_for_it_after_the_close(@TempDir Path directory) throws Exception {
            BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
            EventSource source = open(EventSource.builder(server.uri("/"))
                    .transport(TransportKind.JDK)
                    .executor(tasks::add)
                    .cursor(CursorStore.file(directory), NAME));
            await().atMost(Patience.LIMIT).until(() -> !tasks.isEmpty());
            source.close();
            tasks.forEach(Runnable::run);

            try (FileCursors other = new FileCursors(directory)) {
                assertThat(other.load(NAME)).isEmpty();
            }
        }

        @OverEachTransport
        void is_unlocked_by_the_close_of_a_source_that_has_loaded_it(TransportKind transport, @TempDir Path directory)
                throws Exception {
            server.on("/", streaming("data: a\n\n"));
            EventSource source = open(builder(transport).cursor(CursorStore.file(directory), NAME));
            recorder.nextOpen();
            source.close();

            await().atMost(Patience.LIMIT).untilAsserted(() -> {
                try (FileCursors other = new FileCursors(directory)) {
                    assertThat(other.load(NAME)).isEmpty();
                }
            });
        }
    }

    @Nested
    class A_stream {

        @OverEachTransport
        void has_handled_a_message_when_the_next_one_is_asked_for(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            try (EventStream stream = plain(transport).stream()) {
                Iterator<MessageEvent> messages = stream.iterator();
                messages.next();
                assertThat(store.saved).isEmpty();
                messages.next();
                assertThat(store.saved).containsExactly("1");
            }
            assertThat(store.saved).containsExactly("1");
        }

        @OverEachTransport
        void gets_no_message_twice_after_a_loss(TransportKind transport) throws Exception {
            server.on(
                    "/",
                    ending("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n"),
                    ending("id: 4\ndata: d\n\n"),
                    connection -> connection.respond(204));
            List<String> data = new ArrayList<>();
            try (EventStream stream = plain(transport).stream()) {
                stream.forEach(message -> data.add(message.data()));
            }

            assertThat(data).containsExactly("a", "b", "c", "d");
            assertThat(store.ids).containsEntry(NAME, "4");
            server.nextRequest();
            assertThat(server.nextRequest().lastEventId()).contains("3");
        }

        @OverEachTransport
        void waits_for_the_store(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            try (EventStream stream = plain(transport).stream()) {
                stream.next(Patience.LIMIT);
                store.away.set(1);
                assertThat(stream.next(Duration.ZERO)).isEmpty();
                assertThat(stream.next(Patience.LIMIT)).map(MessageEvent::data).contains("b");
            }
            assertThat(store.saved).containsExactly("1");
        }

        @OverEachTransport
        void waits_for_the_store_also_when_the_source_has_closed(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            Gate closed = new Gate();
            try (EventStream stream = plain(transport)
                    .closeOn(message -> {
                        boolean last = message.data().equals("b");
                        if (last) {
                            closed.open();
                        }
                        return last;
                    })
                    .stream()) {
                stream.next(Patience.LIMIT);
                closed.await();
                store.away.set(1);
                assertThat(stream.next(Duration.ZERO)).isEmpty();
                assertThat(stream.next(Patience.LIMIT)).map(MessageEvent::data).contains("b");
            }
            assertThat(store.saved).containsExactly("1");
        }

        @OverEachTransport
        void fails_if_another_process_moves_the_cursor(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            try (EventStream stream = plain(transport).stream()) {
                stream.next(Patience.LIMIT);
                store.move(NAME, "5");

                assertThatExceptionOfType(EventSourceException.class)
                        .isThrownBy(() -> stream.next(Patience.LIMIT))
                        .satisfies(e -> assertThat(e.event().kind()).isEqualTo(ErrorKind.CURSOR));
            }
        }

        @OverEachTransport
        void fails_without_the_secrets_that_the_store_quotes(TransportKind transport) throws Exception {
            store.conflict = "moved in jdbc:h2:mem:x;PASSWORD=s3cret\nforged";
            server.on("/", streaming("id: 1\ndata: a\n\n"));
            try (EventStream stream = plain(transport).stream()) {
                stream.next(Patience.LIMIT);
                store.move(NAME, "5");

                assertThatExceptionOfType(EventSourceException.class)
                        .isThrownBy(() -> stream.next(Patience.LIMIT))
                        .satisfies(e -> assertThat(e.event().reason()).isEqualTo("moved in jdbc:h2:…\\u000Aforged"));
            }
        }
    }

    @Nested
    class A_publisher {

        @OverEachTransport
        void has_handled_a_message_when_onNext_has_returned(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            Subscriber subscriber = new Subscriber();
            plain(transport).publisher().subscribe(subscriber);
            subscriber.subscribed.await();
            subscriber.request(1);

            awaitCursor("1");
            assertThat(heard).containsExactly("a[]");
            subscriber.request(1);
            awaitCursor("2");
            assertThat(heard).containsExactly("a[]", "b[1]");
            subscriber.cancel();
        }

        @OverEachTransport
        void waits_for_the_store(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            store.ids.put(NAME, "0");
            Subscriber subscriber = new Subscriber();
            subscriber.awayAt = "a";
            plain(transport).publisher().subscribe(subscriber);
            subscriber.subscribed.await();
            subscriber.request(2);

            awaitCursor("2");
            assertThat(heard).containsExactly("a[]", "b[1]");
            subscriber.cancel();
        }

        @OverEachTransport
        void waits_for_the_store_also_when_the_source_has_closed(TransportKind transport) throws Exception {
            server.on("/", streaming("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            Subscriber subscriber = new Subscriber();
            subscriber.awayAt = "a";
            plain(transport)
                    .closeOn(message -> message.data().equals("b"))
                    .publisher()
                    .subscribe(subscriber);
            subscriber.subscribed.await();
            subscriber.request(2);

            awaitHeard("a[]", "b[1]", "complete[1, 2]");
            assertThat(store.ids).containsEntry(NAME, "2");
        }

        @OverEachTransport
        void is_complete_when_the_store_has_the_last_id(TransportKind transport) throws Exception {
            server.on("/", ending("id: 1\ndata: a\n\nid: 2\ndata: b\n\n"));
            Subscriber subscriber = new Subscriber();
            subscriber.awayAt = "b";
            plain(transport).reconnect(false).publisher().subscribe(subscriber);
            subscriber.subscribed.await();
            subscriber.request(2);

            awaitHeard("a[]", "b[1]", "complete[1, 2]");
        }
    }

    /** Receives messages, and records what was saved before them. */
    private final class Subscriber implements Flow.Subscriber<MessageEvent> {

        private final Gate subscribed = new Gate();
        private volatile String awayAt = "";
        private volatile Flow.Subscription subscription;

        private void request(int count) {
            subscription.request(count);
        }

        private void cancel() {
            subscription.cancel();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscribed.open();
        }

        @Override
        public void onNext(MessageEvent message) {
            heard.add(message.data() + store.saved);
            if (message.data().equals(awayAt)) {
                store.away.set(2);
            }
        }

        @Override
        public void onError(Throwable failure) {
            heard.add(failure.toString());
        }

        @Override
        public void onComplete() {
            heard.add("complete" + store.saved);
        }
    }

    @Test
    void the_events_without_a_cursor_are_as_before() throws Exception {
        server.on("/", streaming("data: a\n\n"));
        open(builder(TransportKind.JDK));
        Event first = recorder.nextOpen();
        assertThat(first.type()).isEqualTo("open");
        assertThat(recorder.nextMessage().data()).isEqualTo("a");
    }
}
