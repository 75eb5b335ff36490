package org.eventsource.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class DispatchTest {

    private static final Executor REFUSING = task -> {
        throw new RejectedExecutionException("as if full");
    };

    private final Queue<Runnable> submitted = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private final List<RejectedExecutionException> refusals = new ArrayList<>();

    private void execute(Dispatch dispatch) {
        dispatch.execute(() -> ran.add("task"), refusals::add);
    }

    @Test
    void asks_another_executor_on_a_thread_of_its_own() {
        List<Runnable> asked = new ArrayList<>();
        execute(Dispatch.on(submitted::add).to(asked::add));
        assertThat(asked).isEmpty();

        submitted.remove().run();
        assertThat(ran).isEmpty();

        asked.get(0).run();
        assertThat(ran).containsExactly("task");
        assertThat(refusals).isEmpty();
    }

    @Test
    void tells_that_its_executor_refuses() {
        execute(Dispatch.on(REFUSING).to(Runnable::run));

        assertThat(refusals).hasSize(1);
        assertThat(ran).isEmpty();
    }

    @Test
    void tells_that_another_executor_refuses() {
        execute(Dispatch.on(submitted::add).to(REFUSING));
        assertThat(refusals).isEmpty();

        submitted.remove().run();
        assertThat(refusals).hasSize(1);
        assertThat(ran).isEmpty();
    }
}
