package org.eventsource.jdbc;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import java.util.Optional;
import javax.sql.DataSource;
import org.eventsource.spi.ForeignText;

/** Finds a data source: a bean by its name, a JNDI name, or the only bean. */
final class DataSources {

    private static final String SETTING = "data-source: ";

    /** How a component's own names begin in JNDI. */
    private static final String COMPONENT = "java:comp/env/";

    private final Instance<DataSource> beans;

    DataSources(Instance<DataSource> beans) {
        this.beans = beans;
    }

    /** @throws IllegalArgumentException if there is not exactly one */
    DataSource find(Optional<String> name) {
        return name.isPresent() ? named(name.get()) : only();
    }

    private DataSource only() {
        if (beans.isUnsatisfied()) {
            throw new IllegalArgumentException(
                    SETTING + "not set, and CDI has no bean of type DataSource; set a JNDI name");
        }
        if (beans.isAmbiguous()) {
            throw new IllegalArgumentException(
                    SETTING + "not set, and CDI has several beans of type DataSource; set the name of one");
        }
        return beans.get();
    }

    private DataSource named(String name) {
        if (name.startsWith("jdbc:")) {
            // The URL may have a password, and is not in the message.
            throw new IllegalArgumentException(SETTING + "has a JDBC URL, and needs the name of a DataSource");
        }
        Instance<DataSource> bean = beans.select(NamedLiteral.of(name));
        if (bean.isResolvable()) {
            return bean.get();
        }
        Object found = Names.lookUp(name);
        if (found == null && !name.startsWith("java:")) {
            found = Names.lookUp(COMPONENT + name);
        }
        if (found instanceof DataSource dataSource) {
            return dataSource;
        }
        throw new IllegalArgumentException(SETTING
                + (found == null
                        ? "there is neither a bean nor a JNDI name "
                        : "a " + found.getClass().getName() + ", and no DataSource, has the JNDI name ")
                + ForeignText.url(name));
    }
}
