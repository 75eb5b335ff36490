package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.interceptor.Interceptor;
import java.lang.reflect.Field;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * OpenWebBeans sorts alternatives without a lock, when a bean is looked up for the first time. An observed stream adds
 * an alternative.
 */
class FirstLookupTest {

    private static final String CONTEXT = "org.apache.webbeans.config.WebBeansContext";
    private static final String URL = "eventsource.prices.url";

    static class Prices {

        void price(@Observes @Stream("prices") MessageEvent price) {}
    }

    /** Notes whether alternatives are sorted when the container is about to start. */
    public static class Witness implements Extension {

        private static boolean sorted;

        void validated(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) AfterDeploymentValidation validation)
                throws ReflectiveOperationException {
            Object context = Class.forName(CONTEXT).getMethod("currentInstance").invoke(null);
            Object alternatives =
                    context.getClass().getMethod("getAlternativesManager").invoke(context);
            sorted = field(field(alternatives, "priorityAlternatives"), "sorted") != null;
        }

        private static Object field(Object owner, String name) throws ReflectiveOperationException {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        }
    }

    @AfterEach
    void forget() {
        System.clearProperty(URL);
    }

    @Test
    void happens_before_streams_have_threads() {
        assumeTrue(isOpenWebBeans(), "the container is not OpenWebBeans");
        System.setProperty(URL, "http://127.0.0.1:1/prices");
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(StreamExtension.class, Witness.class)
                .addBeanClasses(Prices.class)
                .initialize()) {
            assertThat(container.isRunning()).isTrue();
            assertThat(Witness.sorted).isTrue();
        }
    }

    private static boolean isOpenWebBeans() {
        return FirstLookupTest.class.getClassLoader().getResource(CONTEXT.replace('.', '/') + ".class") != null;
    }
}
