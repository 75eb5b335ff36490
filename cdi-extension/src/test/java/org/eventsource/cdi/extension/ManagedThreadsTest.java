package org.eventsource.cdi.extension;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Priority;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.eventsource.cdi.extension.StreamServer.Exchange;
import org.eventsource.cdi.extension.threads.ContainerThreads;
import org.eventsource.itests.support.Patience;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagedThreadsTest {

    private final StreamServer server = new StreamServer();
    private Application application;

    @AfterEach
    void stop() {
        if (application != null) {
            application.close();
        }
        server.close();
        NamingFixture.clear();
        System.clearProperty("eventsource.prices.url");
        System.clearProperty("eventsource.others.url");
    }

    @ApplicationScoped
    static class Sync {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(Thread.currentThread().getName());
        }
    }

    @ApplicationScoped
    static class Async {
        void on(@ObservesAsync @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(Thread.currentThread().getName());
        }
    }

    private Application.Builder application(Class<?> observer) {
        return Application.of(observer, Recorder.class).with("eventsource.prices.url", server.url("/"));
    }

    private static Executor threads(String name) {
        return task -> new Thread(task, name).start();
    }

    @Test
    void observers_run_on_the_container_s_threads() throws Exception {
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", threads("managed"));
        application = application(Sync.class).start();
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next()).isEqualTo("managed");
    }

    @Test
    void asynchronous_observers_run_on_the_container_s_threads() throws Exception {
        ThreadFactory factory = task -> new Thread(task, "managed");
        NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        application = application(Async.class).start();
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next()).isEqualTo("managed");
    }

    /**
     * Binds a context service that runs tasks with this class loader. Without one, a task would run in the context of
     * the thread that submits it, which is a client's thread.
     */
    private static void bindContext(ClassLoader ofStart) {
        Executor atStart = task -> {
            Thread thread = Thread.currentThread();
            ClassLoader outer = thread.getContextClassLoader();
            thread.setContextClassLoader(ofStart);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(outer);
            }
        };
        bindContext(atStart);
    }

    private static void bindContext(Executor atStart) {
        NamingFixture.bind(
                "java:comp/DefaultContextService",
                Proxy.newProxyInstance(
                        ContextService.class.getClassLoader(),
                        new Class<?>[] {ContextService.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("currentContextExecutor") ? atStart : null));
    }

    @ApplicationScoped
    static class Loaders {
        void on(@Observes @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(Thread.currentThread().getContextClassLoader());
        }

        void later(@ObservesAsync @Stream("prices") MessageEvent message, Recorder recorder) {
            recorder.record(Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void observers_run_in_the_context_of_the_application_s_start() throws Exception {
        ClassLoader ofStart = new ClassLoader(null) {};
        ThreadFactory factory = task -> new Thread(task, "managed");
        bindContext(ofStart);
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", threads("managed"));
        NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        application = application(Loaders.class).start();
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next()).isSameAs(ofStart);
        assertThat(application.get(Recorder.class).next()).isSameAs(ofStart);
    }

    @Test
    void a_named_executor_runs_in_that_context_too() throws Exception {
        ClassLoader ofStart = new ClassLoader(null) {};
        bindContext(ofStart);
        NamingFixture.bind("java:comp/mine", threads("mine"));
        application = application(Loaders.class)
                .with("eventsource.prices.executor", "java:comp/mine")
                .start();
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next()).isSameAs(ofStart);
    }

    @Test
    void readers_run_in_that_context_too() throws Exception {
        ClassLoader ofStart = new ClassLoader(null) {};
        ThreadFactory factory = task -> new Thread(task, "managed");
        bindContext(ofStart);
        NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
        new ContainerThreads()
                .blocking()
                .factory()
                .newThread(() -> seen.complete(Thread.currentThread().getContextClassLoader()))
                .start();
        assertThat(seen.get(Patience.LIMIT.toSeconds(), SECONDS)).isSameAs(ofStart);
    }

    private static void refuse(Runnable task) {
        throw new IllegalStateException("as if the application had been stopped");
    }

    private static final String REFUSAL =
            "WARNING java:comp/DefaultContextService refuses the context of the application's start: tasks of streams run"
                    + " with the application's class loader alone, without its names and its identity";

    @Test
    void a_task_that_the_context_refuses_for_good_runs_without_it() {
        bindContext(ManagedThreadsTest::refuse);
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", (Executor) Runnable::run);
        Executor executor = new ContainerThreads().executor();
        List<String> ran = new ArrayList<>();

        try (LogFixture log = new LogFixture()) {
            executor.execute(() -> ran.add("1"));
            executor.execute(() -> ran.add("2"));

            assertThat(log.messages()).containsExactly(REFUSAL);
        }
        assertThat(ran).containsExactly("1", "2");
    }

    @Test
    void such_a_task_has_the_class_loader_of_the_application_s_start() throws Exception {
        bindContext(ManagedThreadsTest::refuse);
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", threads("managed"));
        Executor executor = new ContainerThreads().executor();
        CompletableFuture<ClassLoader> seen = new CompletableFuture<>();

        executor.execute(() -> seen.complete(Thread.currentThread().getContextClassLoader()));

        assertThat(seen.get(Patience.LIMIT.toSeconds(), SECONDS))
                .isSameAs(Thread.currentThread().getContextClassLoader());
    }

    @Test
    void a_reader_that_the_context_refuses_for_good_runs_without_it() throws Exception {
        bindContext(ManagedThreadsTest::refuse);
        ThreadFactory factory = task -> new Thread(task, "managed");
        NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        CompletableFuture<String> ran = new CompletableFuture<>();
        Thread reader = new ContainerThreads().blocking().factory().newThread(() -> ran.complete("reader"));

        try (LogFixture log = new LogFixture()) {
            reader.start();

            assertThat(ran.get(Patience.LIMIT.toSeconds(), SECONDS)).isEqualTo("reader");
            assertThat(log.messages()).containsExactly(REFUSAL);
        }
    }

    /** Returns an executor that refuses this many tasks. It then runs tasks and records "context" for each. */
    private static Executor refusing(AtomicInteger times, List<String> ran) {
        return task -> {
            if (times.getAndDecrement() > 0) {
                refuse(task);
            }
            ran.add("context");
            task.run();
        };
    }

    @Test
    void a_task_waits_for_a_context_that_refuses_for_a_moment() {
        List<String> ran = new ArrayList<>();
        bindContext(refusing(new AtomicInteger(2), ran));
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", (Executor) Runnable::run);
        Executor executor = new ContainerThreads().executor();

        try (LogFixture log = new LogFixture()) {
            executor.execute(() -> ran.add("task"));

            assertThat(log.messages()).isEmpty();
        }
        assertThat(ran).containsExactly("context", "task");
    }

    @Test
    void a_context_that_refuses_no_more_is_waited_for_again() {
        List<String> ran = new ArrayList<>();
        AtomicInteger times = new AtomicInteger(Integer.MAX_VALUE);
        bindContext(refusing(times, ran));
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", (Executor) Runnable::run);
        Executor executor = new ContainerThreads().executor();

        executor.execute(() -> ran.add("1"));
        times.set(0);
        executor.execute(() -> ran.add("2"));
        times.set(2);
        executor.execute(() -> ran.add("3"));

        assertThat(ran).containsExactly("1", "context", "2", "context", "3");
    }

    @Test
    void a_task_that_fails_in_the_context_is_no_refusal_of_it() {
        bindContext(Runnable::run);
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", (Executor) Runnable::run);
        Executor executor = new ContainerThreads().executor();

        try (LogFixture log = new LogFixture()) {
            assertThatThrownBy(() -> executor.execute(() -> refuse(() -> {}))).hasMessageStartingWith("as if");

            assertThat(log.messages()).isEmpty();
        }
    }

    /** GlassFish uses such a thread for other applications later. */
    @Test
    void a_thread_that_the_container_makes_does_not_inherit_the_application_s_class_loader() throws Exception {
        List<@Nullable ClassLoader> inherited = new CopyOnWriteArrayList<>();
        Executor executor = task -> {
            Thread thread = new Thread(task);
            inherited.add(thread.getContextClassLoader());
            thread.start();
        };
        bindContext(new ClassLoader(null) {});
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", executor);
        application = application(Loaders.class).start();
        server.request().open().message("1");
        application.get(Recorder.class).next();
        assertThat(inherited).isNotEmpty().containsOnly(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void a_named_executor_takes_precedence_over_the_container_s() throws Exception {
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", threads("managed"));
        NamingFixture.bind("java:comp/mine", threads("mine"));
        application = application(Sync.class)
                .with("eventsource.prices.executor", "java:comp/mine")
                .start();
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next()).isEqualTo("mine");
    }

    @Test
    void an_executor_that_is_not_there_fails_the_start() {
        Application.Builder builder = application(Sync.class).with("eventsource.prices.executor", "java:comp/mine");
        assertThatThrownBy(builder::start).hasStackTraceContaining("""
                        1 problem with event streams:
                        - stream "prices" (%s): executor: JNDI has no executor named java:comp/mine""".formatted(server.url("/")));
    }

    @Test
    void readers_are_the_container_s_threads() {
        ThreadFactory factory = task -> new Thread(task, "managed");
        NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        ContainerThreads threads = new ContainerThreads();
        assertThat(threads.blocking().factory()).isSameAs(factory);
        assertThat(threads.blocking().interruptible()).isFalse();
    }

    @ApplicationScoped
    static class Early {

        @Inject
        @Stream("prices")
        EventSource source;

        /** Adds a listener before the start. In a server, the names exist only from the start on. */
        void listen(@Observes @Initialized(ApplicationScoped.class) Object scope, Recorder recorder) {
            source.onMessage(message -> recorder.record(Thread.currentThread().getName()));
        }

        void later(@ObservesAsync @Stream("others") MessageEvent message, Recorder recorder) {
            recorder.record(Thread.currentThread().getName());
        }
    }

    /** Binds the names after the scope of the application begins and before the application starts. */
    public static class NamesAtStartup implements Extension {

        void bind(@Observes @Priority(1) Startup startup) {
            ThreadFactory factory = task -> new Thread(task, "reader");
            NamingFixture.bind("java:comp/DefaultManagedExecutorService", threads("managed"));
            NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        }
    }

    private SeContainer startWithLateNames() {
        System.setProperty("eventsource.prices.url", server.url("/prices"));
        System.setProperty("eventsource.others.url", server.url("/others"));
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new StreamExtension(), new NamesAtStartup())
                .addBeanClasses(Early.class, Recorder.class)
                .initialize();
    }

    @Test
    void a_listener_that_came_before_the_names_is_called_on_the_container_s_threads_from_the_start_on()
            throws Exception {
        try (SeContainer container = startWithLateNames()) {
            requests().get("/prices").open().message("1");
            assertThat(container.select(Recorder.class).get().next()).isEqualTo("managed");
        }
    }

    @Test
    void such_a_listener_does_not_choose_the_threads_of_other_streams() throws Exception {
        try (SeContainer container = startWithLateNames()) {
            requests().get("/others").open().message("1");
            assertThat(container.select(Recorder.class).get().next()).isEqualTo("reader");
        }
    }

    @ApplicationScoped
    static class EarlyLoader {

        @Inject
        @Stream("prices")
        EventSource source;

        void listen(@Observes @Initialized(ApplicationScoped.class) Object scope, Recorder recorder) {
            source.onMessage(message -> recorder.record(Thread.currentThread().getContextClassLoader()));
        }
    }

    @Test
    void without_names_such_a_listener_has_the_class_loader_of_who_added_it() throws Exception {
        application = Application.of(EarlyLoader.class, Recorder.class)
                .with("eventsource.prices.url", server.url("/prices"))
                .start();
        server.request().open().message("1");
        assertThat(application.get(Recorder.class).next())
                .isSameAs(Thread.currentThread().getContextClassLoader());
    }

    private Map<String, Exchange> requests() throws InterruptedException {
        Exchange one = server.request();
        Exchange other = server.request();
        return Map.of(one.path, one, other.path, other);
    }

    /** WildFly holds a managed thread until the thread has ended. The thread holds the application. */
    @Test
    void no_thread_is_created_that_is_never_started() {
        Queue<Thread> made = new ConcurrentLinkedQueue<>();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "managed");
            made.add(thread);
            return thread;
        };
        NamingFixture.bind("java:comp/DefaultManagedThreadFactory", factory);
        new ContainerThreads().choose();
        assertThat(made).extracting(Thread::getState).doesNotContain(Thread.State.NEW);
    }

    @Test
    void threads_are_chosen_once() throws Exception {
        ContainerThreads threads = new ContainerThreads();
        threads.choose();
        NamingFixture.bind("java:comp/DefaultManagedExecutorService", threads("late"));
        CompletableFuture<String> name = new CompletableFuture<>();
        threads.executor().execute(() -> name.complete(Thread.currentThread().getName()));
        assertThat(name.get(Patience.LIMIT.toSeconds(), SECONDS)).isNotEqualTo("late");
    }
}
