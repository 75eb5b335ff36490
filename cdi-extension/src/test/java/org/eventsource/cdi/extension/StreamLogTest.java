package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.eventsource.ErrorEvent;
import org.eventsource.OpenEvent;
import org.eventsource.ReadyState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamLogTest {

    private final LogFixture log = new LogFixture();
    private final String name = StreamName.of("prices", URI.create("http://user:secret@a:8080/prices?token=secret"));
    private final StreamLog stream = new StreamLog(name, Duration.ofSeconds(60));

    @AfterEach
    void close() {
        log.close();
    }

    private static ErrorEvent lost() {
        return ErrorEvent.of(
                ReadyState.CONNECTING,
                "the server answered 404",
                OptionalInt.of(404),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(1)));
    }

    @Test
    void the_first_failure_is_a_warning_and_the_next_is_none() {
        stream.tell(lost());
        stream.tell(lost());
        assertThat(log.messages())
                .containsExactly("WARNING stream \"prices\" (http://a:8080/prices): the server answered 404;"
                        + " trying again, 404 and 5xx for 60 s");
    }

    @Test
    void what_is_lost_after_it_was_open_is_no_warning() {
        stream.tell(OpenEvent.of());
        stream.tell(lost());
        assertThat(log.messages()).isEmpty();
    }

    @Test
    void the_end_is_a_warning() {
        stream.tell(ErrorEvent.of(ReadyState.CLOSED, "the server answered 403"));
        assertThat(log.messages())
                .containsExactly("WARNING stream \"prices\" (http://a:8080/prices):"
                        + " closed for good: the server answered 403");
    }

    @Test
    void the_end_that_the_server_wishes_is_no_warning() {
        stream.tell(ErrorEvent.of(
                ReadyState.CLOSED, "the server answered 204", OptionalInt.of(204), Optional.empty(), Optional.empty()));
        assertThat(log.messages())
                .containsExactly(
                        "INFO stream \"prices\" (http://a:8080/prices):" + " closed for good: the server answered 204");
    }
}
