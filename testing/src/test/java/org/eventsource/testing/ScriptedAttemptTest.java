package org.eventsource.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.eventsource.spi.ScriptedTransport.Attempt;
import org.eventsource.spi.ScriptedTransport.Request;
import org.junit.jupiter.api.Test;

/** Attempts that a stream ends before they are answered. */
class ScriptedAttemptTest {

    private final ScriptedKey key = new ScriptedKey(new ScriptedTime(), () -> {});
    private final Played played = new Played();
    private final ScriptedAttempt attempt = new ScriptedAttempt(key, played);

    /** The stream's side of an attempt. */
    private static final class Played implements Attempt {

        private final Queue<Runnable> tasks = new ArrayDeque<>();

        private Runnable whileAsked = () -> {};

        void runTasks() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public Request request() {
            whileAsked.run();
            return new Request("GET", URI.create("http://localhost/"), Map.of(), "");
        }

        @Override
        public boolean respond(int status, Map<String, List<String>> headers) {
            return true;
        }

        @Override
        public void read(byte[] bytes) {}

        @Override
        public void end() {}

        @Override
        public void fail(Throwable cause) {}
    }

    @Test
    void wait_for_an_answer_after_the_request() {
        attempt.start();
        played.runTasks();

        assertThat(key.isAwaited()).isTrue();
        assertThat(key.requests()).hasSize(1);
    }

    @Test
    void take_no_answer_if_they_ended_before_the_request() {
        attempt.start();
        attempt.finish();
        played.runTasks();

        assertThat(key.isAwaited()).isFalse();
        assertThat(key.requests()).isEmpty();
    }

    @Test
    void take_no_answer_if_they_ended_during_the_request() {
        played.whileAsked = attempt::finish;
        attempt.start();
        played.runTasks();

        assertThat(key.isAwaited()).isFalse();
    }
}
