package org.example.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.microprofile.testing.junit5.HelidonTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eventsource.testing.ScriptedStreams;
import org.junit.jupiter.api.Test;

@HelidonTest
class PricesTest {

    @Inject
    ScriptedStreams streams;

    @Inject
    Prices prices;

    @Test
    void prices_survive_an_outage() {
        streams.of("prices").open().message("price", "{\"symbol\":\"ACME\",\"amount\":12.5}").cut();
        assertEquals(12.5, prices.amount("ACME"));

        streams.advance(Duration.ofSeconds(3)); // the reconnection time
        streams.of("prices").open().message("price", "{\"symbol\":\"ACME\",\"amount\":13}");
        assertEquals(13, prices.amount("ACME"));
    }
}
