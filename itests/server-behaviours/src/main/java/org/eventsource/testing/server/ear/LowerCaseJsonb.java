package org.eventsource.testing.server.ear;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Reads {@code value} of a price. */
@ApplicationScoped
public class LowerCaseJsonb {

    @Produces
    @Singleton
    public Jsonb jsonb() {
        return JsonbBuilder.create();
    }
}
