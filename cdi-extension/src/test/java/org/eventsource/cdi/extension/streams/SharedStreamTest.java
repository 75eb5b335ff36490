package org.eventsource.cdi.extension.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.ReadyState;
import org.eventsource.cdi.extension.config.StreamSettings;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.Threads;
import org.eventsource.impl.dispatch.Listeners;
import org.eventsource.impl.transport.UrlTemplate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses a stream while its connection is being created. This may take a second if a client must be created first. */
class SharedStreamTest {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch clientIsThere = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final SharedResources resources = new SharedResources(Threads.own());
    private final URI url = URI.create("http://127.0.0.1:1/");
    private final SharedStream stream = new SharedStream(
            StreamSettings.plain(url),
            new StreamLog(),
            () -> {
                begun.countDown();
                await(clientIsThere);
                if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("there is no client");
                }
                return resources.builder(UrlTemplate.of(url));
            },
            threads,
            null,
            new Gate(),
            StreamMonitors.NONE,
            null,
            PassivatedHandle.Opened.BY_URL);
    private final StreamRegistry registry = new StreamRegistry(List.of(stream));

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        clientIsThere.countDown();
        registry.stop();
        threads.shutdown();
    }

    private StreamHandle handle() {
        return registry.handle(stream.key(), () -> stream, new Listeners((event, failure, reports) -> {}));
    }

    private StreamHandle beginToOpen() {
        StreamHandle handle = handle();
        threads.execute(() -> stream.attach(handle));
        await(begun);
        return handle;
    }

    private void assertReturns(Runnable call) throws Exception {
        Future<?> done = threads.submit(call);
        done.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void ends_a_connection_that_is_made_during_an_action_and_repeats_the_action() {
        clientIsThere.countDown();
        List<Boolean> ended = new ArrayList<>();

        stream.endInTurn(() -> {
            if (ended.isEmpty()) {
                stream.attach(handle());
            }
            ended.add(stream.isEnded());
        });

        assertThat(ended).containsExactly(false, false);
        assertThat(stream.isEnded()).isTrue();
    }

    @Test
    void makes_another_connection_if_an_action_fails_before_the_first_one_has_begun() throws Exception {
        StreamHandle handle = beginToOpen();

        assertThatIllegalStateException()
                .isThrownBy(() -> stream.endInTurn(() -> {
                    clientIsThere.countDown();
                    throw new IllegalStateException("away");
                }))
                .withMessage("away");

        assertThat(stream.isEnded()).isFalse();
        assertThat(handle.readyState()).isEqualTo(ReadyState.CONNECTING);
    }

    @Test
    void asks_for_no_client_after_a_stop() {
        clientIsThere.countDown();
        stream.attach(handle());
        stream.stop();
        failures.set(1);

        stream.reopen();

        assertThat(failures).hasValue(1);
    }

    @Test
    void leaves_a_connection_closed_that_had_ended_before_an_action_that_fails() {
        clientIsThere.countDown();
        stream.attach(handle());
        stream.endInTurn(() -> {});

        assertThatIllegalStateException()
                .isThrownBy(() -> stream.endInTurn(() -> {
                    throw new IllegalStateException("away");
                }));

        assertThat(stream.isEnded()).isTrue();
    }

    @Test
    void returns_its_state_without_waiting() throws Exception {
        beginToOpen();

        assertReturns(() -> assertThat(registry.streams())
                .extracting(SharedStream::readyState)
                .containsExactly(ReadyState.CONNECTING));
    }

    @Test
    void lets_a_handle_close_without_waiting() throws Exception {
        StreamHandle handle = beginToOpen();

        assertReturns(handle::close);
        assertThat(handle.readyState()).isEqualTo(ReadyState.CLOSED);
    }

    @Test
    void lets_another_handle_attach_without_waiting() throws Exception {
        beginToOpen();
        StreamHandle other = handle();

        assertReturns(() -> stream.attach(other));
        assertThat(other.isWaiting()).isFalse();
    }

    @Test
    void stops_without_waiting() throws Exception {
        beginToOpen();

        assertReturns(registry::stop);
    }

    private void assertThereIsNoClient(Runnable opening) {
        failures.set(1);
        assertThatIllegalStateException().isThrownBy(opening::run).withMessage("there is no client");
    }

    @Test
    void tries_again_to_open_after_a_failure() {
        clientIsThere.countDown();
        StreamHandle handle = handle();
        assertThereIsNoClient(() -> stream.attach(handle));
        assertThat(handle.isWaiting()).isTrue();
        stream.attach(handle);

        assertThat(handle.isWaiting()).isFalse();
        assertThat(failures).hasValue(-1);
    }

    @Test
    void keeps_its_handles_if_it_cannot_be_opened_again() {
        clientIsThere.countDown();
        StreamHandle handle = handle();
        stream.attach(handle);
        stream.endInTurn(() -> {});
        assertThereIsNoClient(stream::reopen);
        assertThat(handle.isWaiting()).isFalse();
        assertThat(stream.isEnded()).isTrue();
        stream.reopen();

        assertThat(stream.isEnded()).isFalse();
        assertThat(handle.reference().connection().isEnded()).isFalse();
    }
}
