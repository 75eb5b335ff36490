package org.eventsource.itests.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.spi.CDI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eventsource.itests.support.Patience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client of Jersey that starts while Helidon starts its server makes it fail now and then. */
@ExtendWith(Helidon.class)
class StartTest {

    private final StartedStreams streams =
            CDI.current().select(StartedStreams.class).get();

    @Test
    void observed_streams_open_when_the_server_has_started() throws Exception {
        assertThat(result(streams.observed())).isTrue();
    }

    @Test
    void streams_that_are_listened_to_before_open_when_the_server_has_started() throws Exception {
        assertThat(result(streams.listened())).isTrue();
    }

    private static boolean result(CompletableFuture<Boolean> result) throws Exception {
        return result.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
