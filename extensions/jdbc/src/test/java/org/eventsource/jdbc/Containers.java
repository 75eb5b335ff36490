package org.eventsource.jdbc;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Starts CDI. */
final class Containers {

    private Containers() {}

    /** Starts a container that has the beans of this module and the given classes. */
    static SeContainer with(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(JdbcBeans.class)
                .addBeanClasses(beans)
                .initialize();
    }
}
