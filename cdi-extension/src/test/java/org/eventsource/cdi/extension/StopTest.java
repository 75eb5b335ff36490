package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.RequestCustomizer;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.cdi.extension.threads.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.spi.StreamMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopTest extends ApplicationFixture {

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final LogFixture log = new LogFixture();

    @AfterEach
    void closeLog() {
        log.close();
    }

    private Recorder start(Class<?>... classes) {
        List<Class<?>> all = new ArrayList<>(List.of(classes));
        all.addAll(List.of(Recorder.class, Latch.class));
        application = Application.of(all.toArray(Class[]::new))
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        return application.get(Recorder.class);
    }

    private Thread stopElsewhere() {
        Thread stopping = new Thread(() -> {
            application.container().close();
            stopped.countDown();
        });
        stopping.start();
        return stopping;
    }

    /** Waits until a stop waits for running calls. It does not end before they do. */
    private static void awaitThatItWaits(Thread stopping) {
        await().atMost(Patience.LIMIT)
                .until(() -> Arrays.stream(stopping.getStackTrace()).anyMatch(StopTest::isWaitOfGate));
    }

    private static boolean isWaitOfGate(StackTraceElement frame) {
        return frame.getClassName().equals(Gate.class.getName())
                && frame.getMethodName().equals("awaitEnd");
    }

    @ApplicationScoped
    static class Latch {
        private final Semaphore open = new Semaphore(0);

        void pass() throws InterruptedException {
            assertThat(open.tryAcquire(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        }

        Semaphore semaphore() {
            return open;
        }
    }

    @ApplicationScoped
    static class Slow {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder, Latch gate) throws Exception {
            recorder.record("begun " + message.data());
            gate.pass();
            recorder.record("ended " + message.data());
        }
    }

    @Test
    void a_stop_waits_for_a_running_observer_and_nothing_begins() throws Exception {
        Recorder recorder = start(Slow.class);
        BlockingQueue<Object> received = recorder.records();
        Semaphore gate = application.get(Latch.class).semaphore();
        Exchange exchange = server.request().open().message("1").message("2");
        assertThat(recorder.next()).isEqualTo("begun 1");
        Thread stopping = stopElsewhere();
        exchange.awaitClosed();
        awaitThatItWaits(stopping);
        gate.release(2);
        assertThat(stopped.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        assertThat(log.messages()).noneMatch(message -> message.contains("still runs"));
        assertThat(received).containsExactly("ended 1");
    }

    @ApplicationScoped
    static class Observed {
        void on(@Observes @Stream("prices") MessageEvent message) {}
    }

    @ApplicationScoped
    static class SlowCustomizer implements RequestCustomizer {
        @Inject
        Recorder recorder;

        @Inject
        Latch gate;

        @Override
        public void customize(Request request) throws Exception {
            recorder.record("begun");
            gate.pass();
            recorder.record("ended");
        }
    }

    private void assertThatAStopWaitsFor(Semaphore gate, BlockingQueue<Object> received) throws InterruptedException {
        Thread stopping = stopElsewhere();
        awaitThatItWaits(stopping);
        gate.release();
        assertThat(stopped.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        assertThat(log.messages()).noneMatch(message -> message.contains("still runs"));
        assertThat(received).containsExactly("ended");
    }

    @Test
    void a_stop_waits_for_a_running_customizer() throws Exception {
        Recorder recorder = start(Observed.class, SlowCustomizer.class);
        BlockingQueue<Object> received = recorder.records();
        Semaphore gate = application.get(Latch.class).semaphore();
        assertThat(recorder.next()).isEqualTo("begun");
        assertThatAStopWaitsFor(gate, received);
    }

    @Test
    void a_stop_waits_for_a_running_listener_of_a_source_whose_messages_are_taken() throws Exception {
        Recorder recorder = start();
        BlockingQueue<Object> received = recorder.records();
        Semaphore gate = application.get(Latch.class).semaphore();
        Subscriber.of(application
                .get(EventSources.class)
                .builder("prices")
                .onMessage(message -> {
                    recorder.record("begun");
                    gate.acquireUninterruptibly();
                    recorder.record("ended");
                })
                .publisher());
        server.request().open().message("1");
        assertThat(recorder.next()).isEqualTo("begun");
        assertThatAStopWaitsFor(gate, received);
    }

    @Dependent
    static class Subscribing {
        @Inject
        @Stream("prices")
        Flow.Publisher<MessageEvent> publisher;
    }

    @Test
    void a_stop_waits_for_a_running_customizer_of_a_subscriber_alone() throws Exception {
        application = Application.of(Recorder.class, Latch.class, SlowCustomizer.class, Subscribing.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.prices.shared", "false")
                .start();
        Recorder recorder = application.get(Recorder.class);
        BlockingQueue<Object> received = recorder.records();
        Semaphore gate = application.get(Latch.class).semaphore();
        Subscriber subscriber = Subscriber.of(application.get(Subscribing.class).publisher);
        assertThat(recorder.next()).isEqualTo("begun");
        Thread stopping = stopElsewhere();
        awaitThatItWaits(stopping);
        gate.release();
        assertThat(stopped.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        assertThat(received).containsExactly("ended");
        assertThat(subscriber.next()).asString().contains("the application stops");
    }

    @ApplicationScoped
    static class SlowAsync {
        void on(@ObservesAsync @Stream("prices") MessageEvent message, Recorder recorder, Latch gate) throws Exception {
            recorder.record("begun");
            gate.pass();
        }
    }

    @Test
    void a_stop_frees_a_stream_that_waits_for_its_asynchronous_observers() throws Exception {
        Recorder recorder = start(SlowAsync.class);
        Semaphore gate = application.get(Latch.class).semaphore();
        Exchange exchange = server.request().open();
        IntStream.range(0, 100).forEach(i -> exchange.message("" + i));
        recorder.next();
        stopElsewhere();
        exchange.awaitClosed();
        gate.release();
        assertThat(stopped.await(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
        assertThat(log.messages()).noneMatch(message -> message.contains("still runs"));
    }

    @ApplicationScoped
    static class Ends {

        private final Semaphore ofClient = new Semaphore(0);
        private final Semaphore ofMonitor = new Semaphore(0);

        Semaphore ofClient() {
            return ofClient;
        }

        Semaphore ofMonitor() {
            return ofMonitor;
        }

        @Produces
        @Stream("prices")
        HttpClient client() {
            return HttpClient.newHttpClient();
        }

        void dispose(@Disposes @Stream("prices") HttpClient client) {
            ofClient.release();
        }
    }

    @Dependent
    static class Monitor implements StreamMonitor {

        private final Semaphore ended;

        @Inject
        Monitor(Ends ends) {
            this.ended = ends.ofMonitor();
        }

        @PreDestroy
        void end() {
            ended.release();
        }
    }

    @Test
    void what_an_observer_needs_that_outlasts_the_stop_is_closed_when_it_ends() throws Exception {
        Recorder recorder = start(SlowAsync.class, Ends.class, Monitor.class);
        Semaphore gate = application.get(Latch.class).semaphore();
        Semaphore client = application.get(Ends.class).ofClient();
        Semaphore monitor = application.get(Ends.class).ofMonitor();
        server.request().open().message("1");
        recorder.next();
        application.container().close();
        assertThat(log.messages()).anyMatch(message -> message.contains("still runs"));
        assertThat(client.tryAcquire()).isTrue();
        assertThat(monitor.tryAcquire()).isFalse();
        gate.release();

        assertThat(monitor.tryAcquire(Patience.LIMIT.toSeconds(), SECONDS)).isTrue();
    }
}
