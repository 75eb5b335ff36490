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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eventsource.impl.transport.ApplicationExecutor.Retries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationExecutorTest {

    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException("as if full");
    };

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final List<RejectedExecutionException> refusals = new ArrayList<>();
    private final List<String> counts = new ArrayList<>();

    private final Retries retries = new Retries() {
        @Override
        public void later(Runnable again, RejectedExecutionException cause, int rejections) {
            counts.add("rejected " + rejections);
            submitted.add(again);
        }

        @Override
        public void accepted(int rejections) {
            counts.add("accepted after " + rejections);
        }
    };

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

    private static Stream<Throwable> refusals() {
        return Stream.of(
                new OutOfMemoryError("no thread, on purpose"),
                new RejectedExecutionException("as if suspended"),
                new IllegalStateException("as if the application were not ready"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void that_is_patient_runs_a_task_once_when_it_is_accepted(Throwable refusal) {
        AtomicInteger left = new AtomicInteger(2);
        execute(ApplicationExecutor.on(task -> {
                    if (left.getAndDecrement() > 0) {
                        throwUnchecked(refusal);
                    }
                    task.run();
                })
                .patient(retries));
        assertThat(ran).isEmpty();

        submitted.remove().run();
        assertThat(ran).isEmpty();
        submitted.remove().run();

        assertThat(ran).containsExactly("task");
        assertThat(submitted).isEmpty();
        assertThat(refusals).isEmpty();
        assertThat(counts).containsExactly("rejected 1", "rejected 2", "accepted after 2");
    }

    private static void throwUnchecked(Throwable refusal) {
        if (refusal instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) refusal;
    }

    @Test
    void that_is_patient_does_not_count_a_task_that_is_accepted_immediately() {
        execute(ApplicationExecutor.on(Runnable::run).patient(retries));

        assertThat(ran).containsExactly("task");
        assertThat(counts).isEmpty();
    }

    /** Liberty, for example, can be configured to run a task on the submitting thread when its queue is full. */
    @Test
    void that_is_patient_does_not_run_a_task_again_that_has_failed_on_the_submitting_thread() {
        ApplicationExecutor.on(Runnable::run)
                .patient(retries)
                .execute(
                        () -> {
                            ran.add("task");
                            throw new IllegalStateException("the task's own");
                        },
                        refusals::add);

        assertThat(ran).containsExactly("task");
        assertThat(submitted).isEmpty();
        assertThat(refusals).hasSize(1);
    }

    @Test
    void that_is_patient_waits_for_an_executor_that_another_thread_asks() {
        Queue<Executor> executors = new ArrayDeque<>(List.of(REFUSING, Runnable::run));
        execute(ApplicationExecutor.on(Runnable::run)
                .to(task -> executors.remove().execute(task))
                .patient(retries));
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
        execute(ApplicationExecutor.on(REFUSING).patient(new Retries() {
            @Override
            public void later(Runnable again, RejectedExecutionException cause, int rejections) {
                throw new OutOfMemoryError("no thread, on purpose");
            }

            @Override
            public void accepted(int rejections) {}
        }));

        assertThat(refusals).hasSize(1);
    }
}
