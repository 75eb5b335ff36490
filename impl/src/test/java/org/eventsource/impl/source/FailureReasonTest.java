package org.eventsource.impl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import javax.net.ssl.SSLException;
import org.eventsource.ErrorKind;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.transport.Proxies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureReasonTest {

    private static final URI URL = URI.create("https://example.org/");

    private static Failure of(Throwable cause, boolean opened) {
        return FailureReason.of(cause, URL, Proxies.ofTheJvm(), opened);
    }

    @Test
    void is_found_though_causes_form_a_circle() {
        IllegalStateException outer = new IllegalStateException("outer");
        IllegalArgumentException inner = new IllegalArgumentException("inner", outer);
        outer.initCause(inner);

        assertThat(of(outer, false)).isEqualTo(Failure.of(ErrorKind.CLIENT, "the HTTP client failed: outer", outer));
    }

    /** CXF writes such messages. */
    @Test
    void has_no_query_of_a_url_in_the_message_of_a_client() {
        Throwable failure = new SSLException("SSLException invoking https://user:s3cret@h/x?token=s3cret: no trust");

        assertThat(of(failure, false).reason())
                .isEqualTo("no secure connection to https://example.org: SSLException invoking https://h/x no trust");
    }

    @Test
    void is_found_below_other_causes() {
        Throwable failure = new IllegalStateException(new IllegalArgumentException(new IOException("reset")));

        assertThat(of(failure, false))
                .isEqualTo(Failure.of(ErrorKind.LOST, "the connection to https://example.org broke off", failure));
    }

    @Test
    void of_a_stream_over_TLS_is_not_that_of_a_handshake() {
        SSLException reset = new SSLException("Connection reset");

        assertThat(of(reset, true).kind()).isEqualTo(ErrorKind.LOST);
        assertThat(of(reset, false).kind()).isEqualTo(ErrorKind.TLS);
    }

    @Test
    void of_the_system_s_time_for_a_connection_is_a_time_out() {
        ConnectException slow = new ConnectException("Connection timed out");

        assertThat(of(slow, false))
                .isEqualTo(Failure.of(
                        ErrorKind.TIMEOUT, "https://example.org did not accept the connection in time", slow));
    }

    /** A search for URLs must not take a time that grows with the square of the length. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "http://", "http://x@"})
    void is_found_in_a_message_of_megabytes(String piece) {
        Throwable failure = new IllegalStateException(piece.repeat(2_000_000));

        assertThat(of(failure, false).reason()).hasSizeLessThan(300);
    }
}
