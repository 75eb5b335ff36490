package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import javax.net.ssl.SSLException;
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

    /** CXF writes such messages. */
    @Test
    void has_no_query_of_a_url_in_the_message_of_a_client() {
        Throwable failure = new SSLException("SSLException invoking https://user:s3cret@h/x?token=s3cret: no trust");

        assertThat(FailureReason.of(failure, URL))
                .isEqualTo("no secure connection to https://example.org: SSLException invoking https://h/x no trust");
    }

    @Test
    void is_found_below_other_causes() {
        Throwable failure = new IllegalStateException(new IllegalArgumentException(new IOException("reset")));

        assertThat(FailureReason.of(failure, URL)).isEqualTo("the connection to https://example.org broke off");
    }
}
