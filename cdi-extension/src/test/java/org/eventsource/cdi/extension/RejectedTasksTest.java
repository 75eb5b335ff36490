package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.ReadyState;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The container's executor rejects tasks for a time, as in WildFly while the server is suspended. It rejects them at
 * the end of each graceful shutdown.
 */
class RejectedTasksTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final StreamServer server = new StreamServer();
    private final LogFixture log = new LogFixture();
    private final ContainerExecutor executor = new ContainerExecutor();
    private Application application;

    /** Rejects tasks while it is suspended. */
    private static final class ContainerExecutor implements Executor {

        private final AtomicInteger rejections = new AtomicInteger();
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private volatile boolean suspended;

        @Override
        public void execute(Runnable task) {
            if (suspended) {
                rejections.incrementAndGet();
                throw new RejectedExecutionException("as if the server were suspended");
            }
            Thread thread = new Thread(task, "managed");
            threads.add(thread);
            thread.start();
        }

        /** Suspends it, and waits for running tasks: a message that comes meanwhile would need no other task. */
        void suspend() throws InterruptedException {
            suspended = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }

        /** Waits until it has rejected a task and has rejected it again. */
        void awaitRetry() {
            int before = rejections.get();
            await().atMost(LIMIT).until(() -> rejections.get() >= before + 2);
        }
    }

    @ApplicationScoped
    static class Observer {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(message.data());
        }
    }

    @AfterEach
    void stop() {
        application.close();
        server.close();
        log.close();
        NamingFixture.clear();
    }

    private Application.Builder application() {
        return Application.of(Observer.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .with("eventsource.others.url", server.url("/others"));
    }

    private void start() {
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", executor);
        application = application().start();
    }

    private void assertNext(String data) throws InterruptedException {
        assertThat(application.get(Recorder.class).next()).isEqualTo(data);
    }

    /** Sends messages while the executor rejects tasks, and then one more. */
    private void assertWaitsForTheExecutor() throws InterruptedException {
        Exchange exchange = server.request().open().message("1");
        assertNext("1");

        executor.suspend();
        exchange.message("2").message("3");
        executor.awaitRetry();
        executor.suspended = false;
        exchange.message("4");

        assertNext("2");
        assertNext("3");
        assertNext("4");
        assertThat(application.get(Recorder.class).isEmpty()).isTrue();
        assertThat(server.isIdle()).as("no further request").isTrue();
    }

    private void assertNoFailureIsLogged() {
        assertThat(log.messages()).noneMatch(line -> line.startsWith("SEVERE") || line.startsWith("WARNING"));
    }

    @Test
    void a_stream_goes_on_when_the_container_accepts_tasks_again() throws Exception {
        start();
        assertWaitsForTheExecutor();
        assertNoFailureIsLogged();
    }

    @Test
    void a_stream_goes_on_when_a_container_s_executor_with_a_name_accepts_tasks_again() throws Exception {
        NamingFixture.bind("java:comp/mine", executor);
        application = application()
                .with("eventsource.prices.executor", "java:comp/mine")
                .start();
        assertWaitsForTheExecutor();
        assertNoFailureIsLogged();
    }

    @Test
    void a_stream_opens_when_the_container_accepts_its_first_task() throws Exception {
        executor.suspended = true;
        start();
        executor.awaitRetry();
        executor.suspended = false;
        server.request().open().message("1");
        assertNext("1");
        assertNoFailureIsLogged();
    }

    @Test
    void a_stream_ends_quietly_if_the_container_accepts_no_task_before_the_stop() throws Exception {
        start();
        Exchange exchange = server.request().open().message("1");
        assertNext("1");
        executor.suspend();
        exchange.message("2");
        executor.awaitRetry();

        application.close();

        exchange.awaitClosed();
        await().atMost(LIMIT).until(RejectedTasksTest::noTimerIsLeft);
        assertNoFailureIsLogged();
    }

    /** The timer retries tasks. */
    private static boolean noTimerIsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("eventsource-timer"));
    }

    @Test
    void a_listener_that_is_added_meanwhile_is_notified_of_the_open_stream_later() throws Exception {
        start();
        server.request().open().message("1");
        assertNext("1");
        executor.suspended = true;
        EventSource source = application.get(EventSources.class).get("prices");
        source.onOpen(open -> application.get(Recorder.class).record("open"));
        executor.awaitRetry();
        executor.suspended = false;
        assertNext("open");
        assertNoFailureIsLogged();
    }

    @Test
    void the_executor_of_the_application_closes_its_source() throws Exception {
        start();
        server.request();
        executor.suspended = true;

        EventSource source = application
                .get(EventSources.class)
                .builder("others")
                .executor(executor)
                .open();

        await().atMost(LIMIT).until(() -> source.readyState() == ReadyState.CLOSED);
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(log.messages())
                                .anyMatch(
                                        line -> line.startsWith("WARNING")
                                                && line.endsWith(
                                                        "closed for good: the executor rejects tasks: as if the server were suspended")));
    }
}
