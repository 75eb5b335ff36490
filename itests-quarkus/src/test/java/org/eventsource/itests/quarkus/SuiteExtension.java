package org.eventsource.itests.quarkus;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import org.eventsource.testing.cdi.StreamBehaviours;

/** Names the beans of the suite, as the tests in other containers do: its jar is no bean archive. */
public class SuiteExtension implements BuildCompatibleExtension {

    @Discovery
    public void addBeans(ScannedClasses classes) {
        StreamBehaviours.BEANS.forEach(bean -> classes.add(bean.getName()));
    }
}
