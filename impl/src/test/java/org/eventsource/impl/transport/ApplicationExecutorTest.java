package org.eventsource.impl.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.CallerRunsPolicy;
import org.junit.jupiter.api.Test;

class ApplicationExecutorTest {

    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException("as if full");
    };

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final List<RejectedExecutionException> refusals = new ArrayList<>();

    private void execute(ApplicationExecutor executor) {
        executor.execute(() -> ran.add("task"), refusals::add);
    }

    @Test
    void asks_another_executor_on_a_thread_of_its_own() {
        List<Runnable> asked = new ArrayList<>();
        execute(ApplicationExecutor.on(submitted::add).to(asked::add));
        assertThat(asked).isEmpty();

        submitted.remove().run();
        assertThat(ran).isEmpty();

        asked.get(0).run();
        assertThat(ran).containsExactly("task");
        assertThat(refusals).isEmpty();
    }

    @Test
    void tells_that_its_executor_refuses() {
        execute(ApplicationExecutor.on(REFUSING).to(Runnable::run));

        assertThat(refusals).hasSize(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void tells_that_another_executor_refuses() {
        execute(ApplicationExecutor.on(submitted::add).to(REFUSING));
        assertThat(refusals).isEmpty();

        submitted.remove().run();
        assertThat(refusals).hasSize(1);
        assertThat(ran).isEmpty();
    }

    /** After a shutdown, some policies of the JDK silently run or discard a task. */
    @Test
    void tells_that_its_executor_was_shut_down() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 0, SECONDS, new LinkedBlockingQueue<>(), new CallerRunsPolicy());
        executor.shutdown();

        execute(ApplicationExecutor.on(executor));

        assertThat(refusals).hasSize(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void that_is_patient_tries_again_where_there_was_no_thread() {
        Queue<Executor> executors = new ArrayDeque<>(List.of(
                task -> {
                    throw new OutOfMemoryError("no thread, on purpose");
                },
                Runnable::run));
        execute(ApplicationExecutor.on(task -> executors.remove().execute(task)).patient(submitted::add));
        assertThat(ran).isEmpty();

        submitted.remove().run();

        assertThat(ran).containsExactly("task");
        assertThat(refusals).isEmpty();
    }

    /** Jakarta Concurrency allows this call only for the container. */
    @Test
    void asks_a_managed_executor_which_does_not_tell_whether_it_is_shut_down() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, 0, SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public boolean isShutdown() {
                throw new IllegalStateException("as a managed executor");
            }

            @Override
            public void execute(Runnable task) {
                submitted.add(task);
            }
        };

        execute(ApplicationExecutor.on(executor));

        assertThat(submitted).hasSize(1);
        assertThat(refusals).isEmpty();
    }

    @Test
    void that_is_patient_tells_that_it_cannot_wait() {
        Executor noThread = task -> {
            throw new OutOfMemoryError("no thread, on purpose");
        };
        execute(ApplicationExecutor.on(noThread).patient(noThread::execute));

        assertThat(refusals).hasSize(1);
    }

    @Test
    void that_is_patient_tells_that_its_executor_refuses() {
        execute(ApplicationExecutor.on(REFUSING).patient(submitted::add));

        assertThat(refusals).hasSize(1);
        assertThat(submitted).isEmpty();
    }
}
