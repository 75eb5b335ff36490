package org.eventsource.itests.helidon;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.eventsource.testing.cdi.StreamBehaviours;

/** Names the beans of the suite on CDI, as the tests in other containers do: its jar is no bean archive. */
public class SuiteExtension implements Extension {

    void addBeans(@Observes BeforeBeanDiscovery discovery) {
        discovery.addAnnotatedType(StartedStreams.class, StartedStreams.class.getName());
        StreamBehaviours.BEANS.forEach(bean -> discovery.addAnnotatedType(bean, bean.getName()));
    }
}
