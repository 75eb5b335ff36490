package org.eventsource.jdbc;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Starts CDI. */
final class Containers {

    private Containers() {}

    /** With the beans of this module and these. */
    static SeContainer with(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(JdbcCursors.class, JtaTransactions.class)
                .addBeanClasses(beans)
                .initialize();
    }
}
