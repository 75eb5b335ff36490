package org.example.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.File;
import java.time.Duration;
import org.eventsource.testing.ScriptedStreams;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class)
@Dependent // so that GlassFish discovers this class, which injects the kit's bean
public class PricesIT {

    @Deployment
    static WebArchive application() {
        return ShrinkWrap.create(WebArchive.class)
                .addClasses(Price.class, Prices.class)
                .addAsResource("META-INF/microprofile-config.properties")
                .addAsLibraries(new File("target/libraries").listFiles());
    }

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
