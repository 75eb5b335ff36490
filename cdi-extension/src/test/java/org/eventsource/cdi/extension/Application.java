package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application of some classes and properties, run in whatever container is on the class path. */
final class Application implements AutoCloseable {

    private final Map<String, String> properties;
    private final SeContainer container;

    private Application(Map<String, String> properties, SeContainer container) {
        this.properties = properties;
        this.container = container;
    }

    static Builder of(Class<?>... classes) {
        return new Builder(classes);
    }

    <T> T get(Class<T> type) {
        return container.select(type).get();
    }

    SeContainer container() {
        return container;
    }

    @Override
    public void close() {
        if (container.isRunning()) {
            container.close();
        }
        properties.keySet().forEach(System::clearProperty);
    }

    static final class Builder {

        private final Class<?>[] classes;
        private final Map<String, String> properties = new LinkedHashMap<>();

        private Builder(Class<?>... classes) {
            this.classes = classes;
        }

        Builder with(String property, String value) {
            properties.put(property, value);
            return this;
        }

        Application start() {
            properties.forEach(System::setProperty);
            try {
                return new Application(
                        properties,
                        SeContainerInitializer.newInstance()
                                .disableDiscovery()
                                .addExtensions(StreamExtension.class)
                                .addBeanClasses(classes)
                                .initialize());
            } catch (RuntimeException e) {
                properties.keySet().forEach(System::clearProperty);
                throw e;
            }
        }
    }
}
