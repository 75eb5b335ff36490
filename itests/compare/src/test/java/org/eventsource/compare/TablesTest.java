package org.eventsource.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.eventsource.compare.judge.Verdict;
import org.junit.jupiter.api.Test;

class TablesTest {

    private static final Verdict PERFECT = new Verdict(0, 0, 0, true);

    @Test
    void a_perfect_client_is_ok() {
        assertThat(Tables.cell(PERFECT, 0, 0)).isEqualTo("ok");
    }

    @Test
    void a_request_that_is_too_early_does_not_fail_a_scenario() {
        assertThat(Tables.cell(PERFECT, 1, 0)).isEqualTo("ok, 1 too early");
    }

    @Test
    void an_unknown_id_does_not_fail_a_scenario() {
        assertThat(Tables.cell(PERFECT, 0, 2)).isEqualTo("ok, 2 unknown ids");
    }

    @Test
    void what_fails_a_scenario_is_not_ok() {
        assertThat(Tables.cell(new Verdict(3, 0, 0, true), 1, 0)).isEqualTo("3 lost, 1 too early");
        assertThat(Tables.cell(new Verdict(0, 2, 0, true), 0, 0)).isEqualTo("2 doubled");
        assertThat(Tables.cell(new Verdict(0, 0, 1, true), 0, 0)).isEqualTo("1 garbled");
    }

    @Test
    void a_client_without_the_last_event_is_silent_at_the_end() {
        assertThat(Tables.cell(new Verdict(15, 0, 0, false), 0, 0)).isEqualTo("15 lost, silent at the end");
    }
}
