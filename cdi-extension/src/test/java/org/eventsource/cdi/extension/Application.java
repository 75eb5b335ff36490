package org.eventsource.cdi.extension;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs an application of some classes and properties in the container that is on the class path. */
final class Application implements AutoCloseable {

    private final Map<String, String> properties;
    private final ClassLoader outer = Thread.currentThread().getContextClassLoader();
    private final SeContainer container;

    private Application(Map<String, String> properties, Class<?>... classes) {
        this.properties = properties;
        properties.forEach(System::setProperty);
        // A container that failed to start may keep this class loader, so each application gets its own.
        Thread.currentThread().setContextClassLoader(new ClassLoader(outer) {});
        try {
            container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(StreamExtension.class)
                    .addBeanClasses(classes)
                    .initialize();
        } catch (RuntimeException e) {
            forget();
            throw e;
        }
    }

    private void forget() {
        Thread.currentThread().setContextClassLoader(outer);
        properties.keySet().forEach(System::clearProperty);
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
        forget();
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
            return new Application(properties, classes);
        }
    }
}
