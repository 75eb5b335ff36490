package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.extension.observers.ApplicationBean;
import org.eventsource.cdi.extension.observers.StreamMonitors;
import org.eventsource.spi.StreamMonitor;
import org.junit.jupiter.api.Test;

class StreamMonitorsTest {

    private static final MessageEvent MESSAGE = MessageEvent.of("tick", "1");

    private final List<String> calls = new ArrayList<>();

    @SafeVarargs
    private static StreamMonitors monitors(Supplier<StreamMonitor>... beans) {
        return new StreamMonitors(Stream.of(beans)
                .map(bean -> new ApplicationBean<>("a bean", null, bean, () -> {}))
                .toList());
    }

    private StreamMonitor recording(String name) {
        return new StreamMonitor() {
            @Override
            public void attempting(String key, int attempt) {
                calls.add(name + " attempting " + key + " " + attempt);
            }

            @Override
            public AutoCloseable handling(String key, MessageEvent message) {
                calls.add(name + " begins");
                return () -> calls.add(name + " ends");
            }
        };
    }

    /** Throws at each call. */
    private static StreamMonitor failing(Throwable thrown) {
        return new StreamMonitor() {
            @Override
            public void attempting(String key, int attempt) {
                FailingMonitor.<RuntimeException>sneak(thrown);
            }

            @Override
            public AutoCloseable handling(String key, MessageEvent message) {
                FailingMonitor.<RuntimeException>sneak(thrown);
                return () -> {};
            }
        };
    }

    private interface FailingMonitor {
        @SuppressWarnings("unchecked")
        static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }

    @Test
    void handlings_are_closed_in_the_reverse_order_after_the_delivery() {
        StreamMonitors monitors = monitors(() -> recording("first"), () -> recording("second"));
        Runnable end = monitors.handling("prices", MESSAGE);
        calls.add("delivered");
        end.run();
        assertThat(calls).containsExactly("first begins", "second begins", "delivered", "second ends", "first ends");
    }

    @Test
    void handlings_are_closed_when_a_later_monitor_throws_a_fatal_error() {
        StreamMonitors monitors = monitors(() -> recording("first"), () -> failing(new InternalError("fatal")));
        assertThatThrownBy(() -> monitors.handling("prices", MESSAGE)).isInstanceOf(InternalError.class);
        assertThat(calls).containsExactly("first begins", "first ends");
    }

    @Test
    void a_monitor_that_throws_is_logged_and_the_others_are_called() {
        try (LogFixture log = new LogFixture()) {
            StreamMonitors monitors = monitors(
                    () -> failing(new IllegalStateException("mine")),
                    () -> failing(new NoClassDefFoundError("Missing")),
                    () -> recording("third"));
            monitors.call("prices", monitor -> monitor.attempting("prices", 2));
            Runnable end = monitors.handling("prices", MESSAGE);
            calls.add("delivered");
            end.run();
            assertThat(calls).containsExactly("third attempting prices 2", "third begins", "delivered", "third ends");
            assertThat(log.messages()).contains("WARNING stream prices: a StreamMonitor failed; the stream goes on");
        }
    }

    @Test
    void a_monitor_whose_end_throws_is_logged_and_the_others_end() {
        StreamMonitor failingAtEnd = new StreamMonitor() {
            @Override
            public AutoCloseable handling(String key, MessageEvent message) {
                return () -> {
                    throw new Exception("at the end");
                };
            }
        };
        try (LogFixture log = new LogFixture()) {
            monitors(() -> recording("first"), () -> failingAtEnd)
                    .handling("prices", MESSAGE)
                    .run();
            assertThat(calls).containsExactly("first begins", "first ends");
            assertThat(log.messages()).contains("WARNING stream prices: a StreamMonitor failed; the stream goes on");
        }
    }

    @Test
    void a_fatal_error_of_a_monitor_is_thrown() {
        StreamMonitors monitors = monitors(() -> failing(new InternalError("fatal")));
        assertThatThrownBy(() -> monitors.call("prices", monitor -> monitor.attempting("prices", 1)))
                .isInstanceOf(InternalError.class);
    }

    @Test
    void a_bean_that_cannot_be_created_is_logged_once_and_left_out() {
        try (LogFixture log = new LogFixture()) {
            StreamMonitors monitors = monitors(
                    () -> {
                        throw new IllegalStateException("no");
                    },
                    () -> recording("second"));
            monitors.call("prices", monitor -> monitor.attempting("prices", 1));
            monitors.call("prices", monitor -> monitor.attempting("prices", 2));
            assertThat(calls).containsExactly("second attempting prices 1", "second attempting prices 2");
            assertThat(log.messages()).containsOnlyOnce("WARNING a bean: this StreamMonitor cannot be created");
        }
    }

    @Test
    void without_beans_there_are_none() {
        assertThat(StreamMonitors.NONE.areNone()).isTrue();
        assertThat(monitors(() -> recording("first")).areNone()).isFalse();
    }
}
