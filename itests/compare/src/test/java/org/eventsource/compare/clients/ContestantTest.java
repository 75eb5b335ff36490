package org.eventsource.compare.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.eventsource.compare.server.Scenario;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContestantTest {

    private static List<Contestant> notAccountableFor(Scenario scenario) {
        return Arrays.stream(Contestant.values())
                .filter(contestant -> !contestant.isAccountableFor(scenario))
                .toList();
    }

    @Test
    void silence_does_not_count_for_jakarta_rest() {
        assertThat(notAccountableFor(Scenario.SILENT))
                .containsExactly(
                        Contestant.JERSEY, Contestant.RESTEASY, Contestant.CXF, Contestant.CXF_OVER_URL_CONNECTION);
    }

    @Test
    void a_throwing_listener_does_not_count_for_spring() {
        assertThat(notAccountableFor(Scenario.LISTENER)).containsExactly(Contestant.SPRING, Contestant.SPRING_WITH_ID);
    }

    @Test
    void all_clients_resume_except_spring_without_code() {
        assertThat(Contestant.values())
                .filteredOn(contestant -> !contestant.resumes())
                .containsExactly(Contestant.SPRING);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SILENT", "LISTENER"})
    void any_other_scenario_counts_for_all(Scenario scenario) {
        assertThat(notAccountableFor(scenario)).isEmpty();
    }
}
