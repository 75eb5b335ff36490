package org.eventsource.itests.operators;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eventsource.itests.support.Gate;
import org.junit.jupiter.api.Test;

/**
 * Tests what operators see of streams. Every runtime with a health check must pass these tests. A subclass runs the
 * application with the properties of an {@link Upstream}.
 */
public abstract class OperatorsBehaviours {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The answer of the server's health check. */
    public record Health(boolean up, String json) {

        /** Returns a value of the data; empty if there is none. */
        String value(String name) {
            Matcher value = Pattern.compile("\"" + Pattern.quote(name) + "\"\\s*:\\s*\"?([^\",}\\n]*)\"?")
                    .matcher(json);
            return value.find() ? value.group(1) : "";
        }
    }

    protected abstract Upstream upstream();

    /** Puts a question to the console of the application. */
    protected abstract String ask(String question, String key) throws Exception;

    protected abstract Health health() throws Exception;

    private Properties lines(String question, String key) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(ask(question, key)));
        return properties;
    }

    private String state(String key, String name) throws Exception {
        return lines("state", key).getProperty(name);
    }

    private void awaitState(String key, String name, String value) {
        await(() -> state(key, name).equals(value));
    }

    private static void await(Callable<Boolean> condition) {
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(condition);
    }

    /** A monitor is called after the state has changed. */
    private void awaitCall(String key, String name, String value) {
        await(() -> lines("calls", key).getProperty(name).equals(value));
    }

    /** Runtimes export metrics from time to time. */
    private void awaitCounter(String key, String name, String value) {
        await(() -> lines("counters", key).getProperty(name).equals(value));
    }

    private List<String> failuresInLog() throws Exception {
        return ask("log", "drill")
                .lines()
                .filter(line -> line.contains("; next attempt in "))
                .toList();
    }

    @Test
    void the_log_the_health_the_metrics_and_the_state_agree_with_the_server() throws Exception {
        awaitState("drill", "state", "OPEN");
        assertThat(upstream().requests("drill")).isEqualTo(1);

        Gate fifth = new Gate();
        upstream().kill("drill", connection -> {
            if (upstream().requests("drill") < 5) {
                connection.respond(503);
            } else {
                fifth.await(PATIENCE);
                connection.respond(503);
            }
        });
        await(() -> upstream().requests("drill") == 5);

        Properties state = lines("state", "drill");
        Properties calls = lines("calls", "drill");
        Health health = health();
        assertThat(state)
                .containsEntry("state", "CONNECTING")
                .containsEntry("attempt", "4")
                .containsEntry("failures", "4")
                .containsEntry("connections", "1")
                .containsEntry("next", "none");
        String reason = state.getProperty("reason");
        assertThat(reason).contains("503");
        assertThat(calls)
                .containsEntry("attempts", "5")
                .containsEntry("attempt", "4")
                .containsEntry("failures", "4")
                .containsEntry("reason", reason);
        assertThat(health.value("drill.attempt")).isEqualTo("4");
        assertThat(health.value("drill.failures")).isEqualTo("4");
        assertThat(health.value("drill.reason")).isEqualTo(reason);
        assertThat(failuresInLog()).hasSize(4).last().asString().contains(reason);
        awaitCounter("drill", "attempts", "5");
        awaitCounter("drill", "failures", "4");

        upstream().work("drill");
        fifth.open();
        awaitState("drill", "state", "OPEN");
        assertThat(upstream().requests("drill")).isEqualTo(6);
        awaitCall("drill", "connections", "2");
        assertThat(ask("log", "drill")).contains("and 5 attempts");
        assertThat(lines("calls", "drill")).containsEntry("attempts", "6");
        assertThat(state("drill", "attempt")).isEqualTo("0");
        assertThat(health().value("drill.state")).isEqualTo("OPEN");
        awaitCounter("drill", "connections", "2");

        upstream().kill("drill", connection -> connection.respond(503, "Retry-After: 3600"));
        awaitCall("drill", "failures", "7");
        assertThat(state("drill", "failures")).isEqualTo("7");
        String next = state("drill", "next");
        assertThat(upstream().requests("drill")).isEqualTo(7);
        assertThat(state("drill", "attempt")).isEqualTo("1");
        assertThat(health().value("drill.nextAttempt")).isEqualTo(next);
        assertThat(Integer.parseInt(lines("calls", "drill").getProperty("wait")))
                .isBetween(3600, 3630);
        assertThat(failuresInLog()).hasSize(7).last().asString().contains("next attempt in 1 h", "503");
    }

    @Test
    void the_health_check_shows_an_outage_and_a_pause() throws Exception {
        await(() -> health().value("ready.state").equals("OPEN"));
        await(() -> health().up());

        upstream().kill("ready", connection -> connection.respond(503));
        await(() -> !health().up());
        Health down = health();
        assertThat(down.value("ready.state")).isEqualTo("CONNECTING");
        assertThat(down.value("ready.missingSince")).isNotEmpty();
        await(() -> health().value("ready.reason").contains("503"));

        upstream().work("ready");
        await(() -> health().up());
        assertThat(health().value("ready.state")).isEqualTo("OPEN");

        ask("pause", "ready");
        String failures = state("ready", "failures");
        upstream().kill("ready", connection -> connection.respond(503));
        await(() -> !state("ready", "failures").equals(failures));
        Health paused = health();
        assertThat(paused.up()).isTrue();
        assertThat(paused.value("ready.paused")).isEqualTo("true");

        upstream().work("ready");
        ask("resume", "ready");
        awaitState("ready", "state", "OPEN");
        assertThat(health().up()).isTrue();
    }

    @Test
    void the_health_check_shows_a_refused_stream_and_one_that_has_ended() throws Exception {
        await(() -> health().value("gone.reason").contains("204"));
        // The refused stream is opened again from time to time.
        await(() -> isRefused(health()));
        Health health = health();
        assertThat(health.value("refused.reason")).contains("403");
        assertThat(health.value("gone.state")).isEqualTo("CLOSED");
        assertThat(health.value("gone.nextAttempt")).isEmpty();
    }

    private static boolean isRefused(Health health) {
        return health.value("refused.state").equals("CLOSED")
                && health.value("refused.reason").contains("403")
                && !health.value("refused.nextAttempt").isEmpty();
    }
}
