package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;

class PatientThreadsTest {

    private static final int MANY = 1000;
    private static final String NAME = "eventsource-test";

    private final PatientThreads threads = new PatientThreads(NAME);

    /** A queue's lock may block sometimes. A wait for a thread would block for each task. */
    @Test
    void do_not_let_the_thread_wait_that_brings_a_task() {
        CountDownLatch end = new CountDownLatch(1);
        long before = waits();

        for (int task = 0; task < MANY; task++) {
            threads.execute(() -> awaitUnchecked(end));
        }

        long waits = waits() - before;
        end.countDown();
        assertThat(waits).isLessThan(MANY / 10);
    }

    @Test
    void run_tasks_that_wait_for_each_other() throws Exception {
        CountDownLatch all = new CountDownLatch(MANY);
        for (int task = 0; task < MANY; task++) {
            threads.execute(() -> {
                all.countDown();
                awaitUnchecked(all);
            });
        }

        assertThat(all.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void run_short_tasks_on_few_threads() throws Exception {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(MANY);
        for (int task = 0; task < MANY; task++) {
            threads.execute(() -> {
                used.add(Thread.currentThread());
                all.countDown();
            });
        }

        assertThat(all.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(used).hasSizeLessThan(MANY / 10);
    }

    @Test
    void run_all_tasks_after_a_check_that_had_no_memory() {
        AtomicInteger checks = new AtomicInteger();
        CountDownLatch failed = new CountDownLatch(1);
        PatientThreads few = new PatientThreads(NAME, new ScheduledThreadPoolExecutor(1, PatientThreadsTest::daemon) {
            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                if (checks.incrementAndGet() == 2) {
                    failed.countDown();
                    throw new InternalError("on purpose");
                }
                return super.schedule(task, delay, unit);
            }
        });
        int tasks = Runtime.getRuntime().availableProcessors() + 2;
        CountDownLatch all = new CountDownLatch(tasks);
        for (int task = 1; task < tasks; task++) {
            few.execute(() -> begin(all));
        }
        awaitUnchecked(failed);

        await().atMost(Patience.LIMIT).until(() -> {
            few.execute(() -> {});
            return all.getCount() == 1;
        });
        few.execute(() -> begin(all));
        await().atMost(Patience.LIMIT).until(() -> all.getCount() == 0);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, NAME);
        thread.setDaemon(true);
        return thread;
    }

    private static void begin(CountDownLatch all) {
        all.countDown();
        awaitUnchecked(all);
    }

    /** A queue gives its tasks to all threads in turn, so none of them is idle for long. */
    @Test
    void end_additional_threads_although_tasks_come() {
        CountDownLatch running = new CountDownLatch(MANY / 10);
        for (int task = 0; task < MANY / 10; task++) {
            threads.execute(() -> {
                running.countDown();
                awaitUnchecked(running);
            });
        }
        awaitUnchecked(running);

        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(2)).until(() -> {
            runShortTasks();
            return count() < MANY / 40;
        });
    }

    private void runShortTasks() {
        for (int task = 0; task < MANY / 100; task++) {
            threads.execute(() -> {});
        }
    }

    private static long count() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(NAME))
                .count();
    }

    private static long waits() {
        return ManagementFactory.getThreadMXBean()
                .getThreadInfo(Thread.currentThread().getId())
                .getWaitedCount();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
