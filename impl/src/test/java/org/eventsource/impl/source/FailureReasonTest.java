package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    private static final URI URL = URI.create("https://example.org/");

    @Test
    void is_found_though_causes_form_a_circle() {
        IllegalStateException outer = new IllegalStateException("outer");
        IllegalArgumentException inner = new IllegalArgumentException("inner", outer);
        outer.initCause(inner);

        assertThat(FailureReason.of(outer, URL)).isEqualTo("the HTTP client failed: outer");
    }

    @Test
    void is_found_below_other_causes() {
        Throwable failure = new IllegalStateException(new IllegalArgumentException(new IOException("reset")));

        assertThat(FailureReason.of(failure, URL)).isEqualTo("the connection to https://example.org broke off");
    }
}
