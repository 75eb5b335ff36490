package org.eventsource.impl.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Each thread has a turn and waits for the next thread's turn. The last one waits for the first thread's turn. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void in_a_ring_do_not_wait_for_each_other_forever(int size) throws Exception {
        List<Turn> turns = turns(size);
        CyclicBarrier all = new CyclicBarrier(size);
        AtomicInteger inner = new AtomicInteger();
        List<Future<?>> done = new ArrayList<>();
        for (int index = 0; index < size; index++) {
            Turn mine = turns.get(index);
            Turn next = turns.get((index + 1) % size);
            done.add(threads.submit(() -> mine.run(() -> {
                awaitUnchecked(all);
                next.run(inner::incrementAndGet);
            })));
        }

        awaitAll(done);
        assertThat(inner).hasValue(size);
    }

    @Test
    void is_taken_without_waiting_if_it_is_free() {
        Turn turn = new Turn();
        AtomicInteger ran = new AtomicInteger();

        assertThat(turn.tryRun(() -> ran.addAndGet(turn.isMine() ? 1 : 0))).isTrue();
        assertThat(ran).hasValue(1);
        assertThat(turn.isMine()).isFalse();
    }

    @Test
    void is_not_taken_without_waiting_by_the_thread_that_has_it() {
        Turn turn = new Turn();
        turn.run(() -> assertThat(turn.tryRun(() -> {})).isFalse());
    }

    @Test
    void is_not_taken_without_waiting_while_another_thread_has_it() {
        Turn turn = new Turn();
        turn.run(() -> assertThat(threads.submit(() -> turn.tryRun(() -> {})))
                .succeedsWithin(Patience.LIMIT)
                .isEqualTo(false));
    }

    @Test
    void is_free_again_after_an_action_that_failed() {
        Turn turn = new Turn();
        assertThatThrownBy(() -> turn.tryRun(() -> {
                    throw new IllegalStateException("as if broken");
                }))
                .hasMessage("as if broken");
        assertThat(threads.submit(() -> turn.tryRun(() -> {})))
                .succeedsWithin(Patience.LIMIT)
                .isEqualTo(true);
    }

    /** Repeats the steps of each in random order. */
    @Test
    void let_one_thread_at_a_time_work() throws Exception {
        List<Turn> turns = turns(4);
        int[] working = new int[turns.size()];
        AtomicInteger overlaps = new AtomicInteger();
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < turns.size(); thread++) {
            int first = thread;
            done.add(threads.submit(() -> {
                for (int round = 0; round < 10_000; round++) {
                    int outer = (first + round) % turns.size();
                    int inner = (first + 3 * round + 1) % turns.size();
                    turns.get(outer)
                            .run(() -> work(
                                    working,
                                    outer,
                                    overlaps,
                                    () -> turns.get(inner).run(() -> work(working, inner, overlaps, () -> {}))));
                }
            }));
        }

        awaitAll(done);
        assertThat(overlaps).hasValue(0);
        assertThat(working).containsOnly(0);
    }

    /** A nested turn adds one and subtracts it before the outer one continues. A second thread would be noticed. */
    private static void work(int[] working, int turn, AtomicInteger overlaps, Runnable inside) {
        int before = working[turn];
        working[turn] = before + 1;
        inside.run();
        if (working[turn] != before + 1) {
            overlaps.incrementAndGet();
        }
        working[turn] = before;
    }

    @Test
    void is_given_back_after_a_stack_overflow_in_a_nested_one() throws Exception {
        Turn turn = new Turn();

        assertThatThrownBy(() -> turn.run(() -> recurse(turn))).isInstanceOf(StackOverflowError.class);

        assertThat(turn.isMine()).isFalse();
        awaitAll(List.of(threads.submit(() -> turn.run(() -> {}))));
    }

    private static void recurse(Turn turn) {
        turn.run(() -> recurse(turn));
    }

    /** The waiting thread is not part of a ring. */
    @Test
    void is_not_taken_over_from_a_thread_that_can_go_on() throws Exception {
        Turn turn = new Turn();
        Turn other = new Turn();
        Gate held = new Gate();
        Gate end = new Gate();
        List<String> order = new ArrayList<>();
        Future<?> holder = threads.submit(() -> turn.run(() -> {
            held.open();
            awaitUnchecked(end);
            order.add("first");
        }));
        held.await();
        Future<?> waiter = threads.submit(() -> other.run(() -> {
            end.open();
            turn.run(() -> order.add("second"));
        }));

        awaitAll(List.of(holder, waiter));
        assertThat(order).containsExactly("first", "second");
    }

    private static List<Turn> turns(int count) {
        List<Turn> turns = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            turns.add(new Turn());
        }
        return turns;
    }

    private static void awaitAll(List<? extends Future<?>> futures) throws Exception {
        for (Future<?> future : futures) {
            future.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void awaitUnchecked(CyclicBarrier barrier) {
        try {
            barrier.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitUnchecked(Gate gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
