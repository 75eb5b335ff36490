package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerialExecutorTest {

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final List<RejectedExecutionException> refusals = new ArrayList<>();
    private boolean refuses;
    private @Nullable Throwable failure;
    private @Nullable Error thrown;
    private long now;

    /** What happens while a refusal is reported. */
    private Runnable meanwhile = () -> {};

    private final SerialExecutor executor = new SerialExecutor(this::submitOrThrow, this::refused, () -> now);

    private void submitOrThrow(Runnable task, Consumer<RejectedExecutionException> rejected) {
        if (thrown != null) {
            throw thrown;
        }
        ApplicationExecutor.on(this::submit).execute(task, rejected);
    }

    private void refused(RejectedExecutionException refusal) {
        refusals.add(refusal);
        meanwhile.run();
    }

    private void submit(Runnable task) {
        if (refuses) {
            throw new RejectedExecutionException("as if full");
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        submitted.add(task);
    }

    static Stream<Throwable> failures() {
        return Stream.of(new InternalError("as if no thread"), new IllegalStateException("as if stopped"));
    }

    private void task(String name) {
        executor.execute(() -> ran.add(name));
    }

    /** A task after which the thread is for others. */
    private void longTask(String name) {
        executor.execute(() -> {
            ran.add(name);
            now += SerialExecutor.SHARE_NANOS;
        });
    }

    @Test
    void short_tasks_follow_each_other_on_one_thread() {
        task("1");
        task("2");
        task("3");
        submitted.remove().run();
        assertThat(ran).containsExactly("1", "2", "3");
        assertThat(submitted).isEmpty();
    }

    @Test
    void an_idle_executor_runs_a_task_on_the_calling_thread() {
        assertThat(executor.tryRun(() -> ran.add("1"))).isTrue();
        assertThat(ran).containsExactly("1");
        assertThat(submitted).isEmpty();
    }

    @Test
    void runs_no_task_on_the_calling_thread_while_others_wait() {
        task("1");
        assertThat(executor.tryRun(() -> ran.add("2"))).isFalse();
        submitted.remove().run();
        assertThat(ran).containsExactly("1");
    }

    @Test
    void submits_a_task_that_comes_while_the_calling_thread_runs_one() {
        executor.tryRun(() -> task("2"));
        assertThat(ran).isEmpty();
        submitted.remove().run();
        assertThat(ran).containsExactly("2");
    }

    @Test
    void reports_a_refusal_after_a_task_of_the_calling_thread() {
        refuses = true;
        executor.tryRun(() -> task("2"));
        assertThat(refusals).hasSize(1);
        assertThat(ran).isEmpty();
        refuses = false;
        task("3");
        submitted.remove().run();
        assertThat(ran).containsExactly("3");
    }

    @Test
    void a_task_that_comes_while_one_runs_follows_it() {
        executor.execute(() -> task("2"));
        submitted.remove().run();
        assertThat(ran).containsExactly("2");
        assertThat(submitted).isEmpty();
    }

    @Test
    void tasks_that_take_long_leave_the_thread_to_others_in_between() {
        longTask("1");
        longTask("2");
        assertThat(submitted).hasSize(1);
        submitted.remove().run();
        assertThat(ran).containsExactly("1");
        submitted.remove().run();
        assertThat(ran).containsExactly("1", "2");
        assertThat(submitted).isEmpty();
    }

    @Test
    void a_refused_task_is_told_and_the_next_is_another_try() {
        refuses = true;
        task("1");
        assertThat(refusals).hasSize(1);
        refuses = false;
        task("2");
        submitted.remove().run();
        assertThat(ran).containsExactly("2");
    }

    /** It would leave out the refused one. */
    @Test
    void a_task_that_comes_while_a_refusal_is_reported_is_dropped() {
        meanwhile = () -> {
            refuses = false;
            task("2");
        };
        refuses = true;
        task("1");
        task("3");
        submitted.remove().run();
        assertThat(ran).containsExactly("3");
        assertThat(submitted).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_task_that_the_executor_fails_to_take_is_a_refused_one(Throwable thrown) {
        failure = thrown;
        task("1");
        assertThat(refusals)
                .singleElement()
                .satisfies(refusal -> assertThat(refusal).hasCause(thrown));
        failure = null;
        task("2");
        submitted.remove().run();
        assertThat(ran).containsExactly("2");
    }

    /** An {@link ApplicationExecutor} throws an error if there is no memory for its own work. */
    @Test
    void a_task_whose_submission_throws_does_not_stop_later_ones() {
        thrown = new InternalError("on purpose");
        assertThatThrownBy(() -> task("1")).isSameAs(thrown);
        thrown = null;
        task("2");
        runAll();

        assertThat(ran).containsExactly("2");
    }

    @Test
    void what_waits_when_a_submission_throws_runs_on_the_thread_at_hand() {
        longTask("1");
        task("2");
        thrown = new InternalError("on purpose");
        submitted.remove().run();
        assertThat(ran).containsExactly("1", "2");
        thrown = null;
        task("3");
        runAll();

        assertThat(ran).containsExactly("1", "2", "3");
    }

    @Test
    void a_follower_whose_submission_throws_runs_before_later_ones() {
        thrown = new InternalError("on purpose");
        assertThatThrownBy(() -> executor.tryRun(() -> task("2"))).isSameAs(thrown);
        thrown = null;
        assertThat(executor.tryRun(() -> ran.add("3"))).isFalse();
        task("4");
        runAll();

        assertThat(ran).containsExactly("2", "4");
    }

    private void runAll() {
        while (!submitted.isEmpty()) {
            submitted.remove().run();
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void what_waits_when_the_executor_fails_runs_on_the_thread_at_hand(Throwable thrown) {
        longTask("1");
        task("2");
        failure = thrown;
        submitted.remove().run();
        assertThat(ran).containsExactly("1", "2");
        assertThat(refusals).isEmpty();
    }

    @Test
    void what_waits_when_the_executor_refuses_runs_on_the_thread_at_hand() {
        longTask("1");
        task("2");
        task("3");
        refuses = true;
        submitted.remove().run();
        assertThat(ran).containsExactly("1", "2", "3");
        assertThat(refusals).isEmpty();
    }

    @Test
    void a_task_that_throws_does_not_stop_those_behind_it() {
        executor.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        task("2");
        assertThat(runNext()).hasMessage("on purpose");
        submitted.remove().run();
        assertThat(ran).containsExactly("2");
    }

    @Test
    void a_task_that_throws_while_the_executor_refuses_stops_no_other() {
        executor.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        task("2");
        refuses = true;
        assertThat(runNext()).hasMessage("on purpose");
        refuses = false;
        task("3");
        submitted.remove().run();
        assertThat(ran).containsExactly("2", "3");
    }

    private Throwable runNext() {
        try {
            submitted.remove().run();
            return new AssertionError("nothing was thrown");
        } catch (IllegalStateException e) {
            return e;
        }
    }
}
