package org.example.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Inject;
import java.time.Duration;
import org.eventsource.cdi.extension.StreamExtension;
import org.eventsource.testing.ScriptedStreams;
import org.jboss.weld.junit5.auto.AddExtensions;
import org.jboss.weld.junit5.auto.EnableAutoWeld;
import org.junit.jupiter.api.Test;

@EnableAutoWeld
@AddExtensions(StreamExtension.class)
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
