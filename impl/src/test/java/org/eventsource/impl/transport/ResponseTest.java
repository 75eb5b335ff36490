package org.eventsource.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headers of a response. */
class ResponseTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ":status", "\u0001", "X\u0001", "X Y", "é"})
    void omit_a_name_that_is_none(String name) {
        Response response = Response.of(200, Map.of(name, List.of("x"), "X-A", List.of("y")));

        assertThat(response.headers().map()).containsExactly(Map.entry("X-A", List.of("y")));
    }

    @Test
    void may_have_blanks_around_a_name() {
        assertThat(Response.of(200, Map.of(" X-A\t", List.of("y"))).values("x-a"))
                .containsExactly("y");
    }
}
