package org.eventsource.itests.helidon;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.eventsource.testing.cdi.BehaviourServer;
import org.eventsource.testing.server.DeployedApplication;
import org.eventsource.testing.server.ForeignServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs the application of both suites, and the servers that it listens to, for the tests of a class. At its stop it has
 * to close all connections.
 */
final class Helidon implements BeforeAllCallback, AfterAllCallback {

    static final DeployedApplication APPLICATION = new DeployedApplication(URI.create(
            "http://127.0.0.1:%s/".formatted(requireNonNull(System.getProperty("server.port"), "server.port"))));

    private final Map<String, String> properties;
    private final Class<?>[] beans;
    private ForeignServer foreign;
    private BehaviourServer server;
    private SeContainer container;

    /** Called by JUnit. */
    Helidon() {
        this(Map.of());
    }

    /** The application has these properties and beans, too. */
    Helidon(Map<String, String> properties, Class<?>... beans) {
        this.properties = new TreeMap<>(properties);
        this.beans = beans;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        foreign = ForeignServer.start();
        server = BehaviourServer.start();
        properties.putAll(foreign.microProfileConfig(APPLICATION.uri()));
        properties.putAll(server.properties());
        properties.forEach(System::setProperty);
        container = SeContainerInitializer.newInstance().addBeanClasses(beans).initialize();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        try (ForeignServer foreignToClose = foreign;
                BehaviourServer serverToClose = server) {
            container.close();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
