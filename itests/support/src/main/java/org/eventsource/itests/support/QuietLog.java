package org.eventsource.itests.support;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints a test that fails, with its stack trace and with what was logged during it. What was logged during other tests
 * is not printed. JUnit finds this listener by itself in every module that has this one on its class path.
 *
 * <p>It takes the place of the handlers of {@code java.util.logging} that print to the console. Other handlers, such as
 * one that a test adds to assert what is logged, are not affected.
 */
public final class QuietLog implements TestExecutionListener {

    private final Logger root = Logger.getLogger("");
    private final Latest latest = new Latest();
    private List<Handler> consoles = List.of();

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        consoles = Arrays.stream(root.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .toList();
        consoles.forEach(root::removeHandler);
        root.addHandler(latest);
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        if (identifier.isTest()) {
            latest.clear();
        }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        if (result.getStatus() == Status.FAILED) {
            System.err.println("FAILED: " + identifier.getUniqueId());
            result.getThrowable().ifPresent(Throwable::printStackTrace);
            latest.records().forEach(entry -> consoles.forEach(console -> console.publish(entry)));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        root.removeHandler(latest);
        consoles.forEach(root::addHandler);
    }

    /** The latest records, up to a limit. */
    private static final class Latest extends Handler {

        private static final int LIMIT = 1_000;

        private final Deque<LogRecord> records = new ArrayDeque<>();

        @Override
        public synchronized void publish(LogRecord entry) {
            // The method that logs is found from the stack, which is another one later.
            entry.getSourceMethodName();
            if (records.size() == LIMIT) {
                records.removeFirst();
            }
            records.addLast(entry);
        }

        synchronized List<LogRecord> records() {
            return List.copyOf(records);
        }

        synchronized void clear() {
            records.clear();
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
