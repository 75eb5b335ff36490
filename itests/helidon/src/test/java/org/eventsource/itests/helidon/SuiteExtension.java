package org.eventsource.itests.helidon;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;

/** Adds the bean of this module, whose test classes are no bean archive. */
public class SuiteExtension implements Extension {

    void addBean(@Observes BeforeBeanDiscovery discovery) {
        discovery.addAnnotatedType(StartedStreams.class, StartedStreams.class.getName());
    }
}
