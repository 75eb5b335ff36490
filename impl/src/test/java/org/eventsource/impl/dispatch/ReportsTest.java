package org.eventsource.impl.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** How the failures of one listener are logged. */
class ReportsTest {

    private final CapturedLogger logger = new CapturedLogger();
    private final Reports reports = new Reports();

    private void fail(Throwable failure, int times) {
        for (int i = 0; i < times; i++) {
            reports.log(logger, "it failed", failure);
        }
    }

    private static IllegalStateException failureAt(int line) {
        return failure(call("A", line));
    }

    private static IllegalStateException failure(StackTraceElement... calls) {
        IllegalStateException failure = new IllegalStateException("on purpose");
        failure.setStackTrace(calls);
        return failure;
    }

    private static StackTraceElement call(String type, int line) {
        return new StackTraceElement(type, "b", "A.java", line);
    }

    @Test
    void the_first_failure_at_a_place_is_logged_with_its_stack_trace() {
        IllegalStateException failure = failureAt(1);
        fail(failure, 1);

        assertThat(logger.messages).containsExactly("WARNING it failed");
        assertThat(logger.failures).containsExactly(failure);
    }

    /** A listener that parses data puts the data into its message. */
    @Test
    void a_failure_that_quotes_the_server_is_logged_with_a_safe_message_and_its_stack_trace() {
        IllegalStateException failure = new IllegalStateException("\u001B" + "x".repeat(5_000_000));
        fail(failure, 1);

        Throwable logged = logger.failures.get(0);
        assertThat(logged.toString())
                .startsWith("java.lang.IllegalStateException: \\u001Bxxx")
                .hasSizeLessThan(300);
        assertThat(logged.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void a_failure_that_cannot_be_printed_is_logged_with_its_class() {
        reports.log(logger, "it failed", failureAt(1), failure -> {
            throw new StackOverflowError("by the test");
        });

        assertThat(logger.messages)
                .containsExactly("WARNING it failed: java.lang.IllegalStateException, which cannot be printed");
    }

    @Test
    void a_log_that_fails_is_no_failure_of_the_caller() {
        System.Logger broken = new CapturedLogger() {
            @Override
            public void log(Level level, ResourceBundle bundle, String message, Throwable failure) {
                throw new IllegalStateException("no space left");
            }

            @Override
            public void log(Level level, ResourceBundle bundle, String format, Object... params) {
                throw new IllegalStateException("no space left");
            }
        };

        assertThatCode(() -> reports.log(broken, "it failed", failureAt(1))).doesNotThrowAnyException();
    }

    @Test
    void a_log_without_memory_is_a_failure_of_the_caller() {
        assertThatExceptionOfType(OutOfMemoryError.class)
                .isThrownBy(() -> reports.log(logger, "it failed", failureAt(1), failure -> {
                    throw new OutOfMemoryError("by the test");
                }));
    }

    @Test
    void later_failures_at_that_place_are_counted_in_one_line_each_time_their_number_has_doubled() {
        fail(failureAt(1), 9);

        assertThat(logger.messages)
                .containsExactly(
                        "WARNING it failed",
                        "WARNING it failed: java.lang.IllegalStateException (2 times by now)",
                        "WARNING it failed: java.lang.IllegalStateException (4 times by now)",
                        "WARNING it failed: java.lang.IllegalStateException (8 times by now)");
        assertThat(logger.failures).hasSize(1);
    }

    @Test
    void a_failure_at_another_place_is_logged_with_its_stack_trace() {
        fail(failureAt(1), 1);
        fail(failureAt(2), 1);

        assertThat(logger.failures).hasSize(2);
    }

    @Test
    void failures_at_a_new_place_each_time_do_not_flood_the_log() {
        for (int line = 1; line <= 1000; line++) {
            fail(failureAt(line), 1);
        }

        assertThat(logger.messages).hasSizeLessThan(40);
    }

    @Test
    void the_library_s_calls_before_the_application_s_make_no_other_place() {
        fail(failure(call("A", 1), call("org.eventsource.Reader", 1)), 1);
        fail(failure(call("A", 1), call("org.eventsource.Reader", 2), call("java.lang.Thread", 1)), 1);

        assertThat(logger.failures).hasSize(1);
    }

    @Test
    void calls_of_the_library_by_the_application_belong_to_the_place() {
        fail(failure(call("org.eventsource.Event", 1), call("A", 1), call("org.eventsource.Reader", 1)), 1);
        fail(failure(call("org.eventsource.Event", 1), call("A", 2), call("org.eventsource.Reader", 1)), 1);

        assertThat(logger.failures).hasSize(2);
    }

    @Test
    void how_the_virtual_machine_makes_a_reflective_call_makes_no_other_place() {
        fail(failure(call("A", 1), call("jdk.internal.reflect.NativeMethodAccessorImpl", 1), call("B", 1)), 1);
        fail(failure(call("A", 1), call("jdk.internal.reflect.GeneratedMethodAccessor7", -1), call("B", 1)), 1);

        assertThat(logger.failures).hasSize(1);
    }
}
