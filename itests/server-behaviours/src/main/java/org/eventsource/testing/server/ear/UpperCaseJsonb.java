package org.eventsource.testing.server.ear;

import static jakarta.json.bind.config.PropertyNamingStrategy.UPPER_CAMEL_CASE;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;

/** Reads {@code Value} of a price. */
@ApplicationScoped
public class UpperCaseJsonb {

    @Produces
    @Singleton
    public Jsonb jsonb() {
        return JsonbBuilder.create(new JsonbConfig().withPropertyNamingStrategy(UPPER_CAMEL_CASE));
    }
}
