package org.eventsource.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines that a long wait for the container's executor writes. */
class TaskRetriesTest {

    private static final String WAITS =
            "WARNING Tasks of streams wait for a thread: the executor of the container has" + " rejected them for 10 s";
    private static final String GOES_ON = "INFO Tasks of streams have a thread again";

    private static final RejectedExecutionException CAUSE = new RejectedExecutionException("as if suspended");

    private final Logger logger = Logger.getLogger("org.eventsource.stream");
    private final List<String> lines = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final TaskRetries retries = new TaskRetries(waiting::add);

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getLevel() + " " + entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void forget() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    private void reject(int times) {
        for (int rejections = 1; rejections <= times; rejections++) {
            retries.later(() -> {}, CAUSE, rejections);
        }
    }

    @Test
    void a_rejected_task_is_submitted_again_after_a_pause() {
        Runnable task = () -> {};
        retries.later(task, CAUSE, 1);
        assertThat(waiting).containsExactly(task);
    }

    @Test
    void a_short_wait_is_not_logged() {
        reject(99);
        retries.accepted(99);
        assertThat(lines).isEmpty();
    }

    @Test
    void a_long_wait_of_many_tasks_is_one_line() {
        reject(1000);
        reject(1000);
        assertThat(lines).containsExactly(WAITS);
    }

    @Test
    void the_end_of_a_long_wait_of_many_tasks_is_one_line() {
        reject(100);
        reject(100);
        retries.accepted(100);
        retries.accepted(100);
        assertThat(lines).containsExactly(WAITS, GOES_ON);
    }

    @Test
    void the_next_long_wait_is_logged_again() {
        reject(100);
        retries.accepted(100);
        reject(100);
        assertThat(lines).containsExactly(WAITS, GOES_ON, WAITS);
    }
}
