package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs two web applications of one enterprise archive that has this library. Each has a payload class, and both classes
 * have one name.
 */
public class SameNameTest {

    public record Price(int value) {}

    @Dependent
    public static class First {
        public void on(@Observes @Stream("prices") @EventType("message") Price price, Recorder recorder) {
            recorder.record(price);
        }
    }

    @Dependent
    public static class Second {
        public void on(@Observes @Stream("prices") @EventType("message") Price price, Recorder recorder) {
            recorder.record(price);
        }
    }

    /** Loads its own copies of the classes of this test. */
    private static final class WebApplication extends ClassLoader {

        private WebApplication() {
            super(SameNameTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith(SameNameTest.class.getName())) {
                    return super.loadClass(name, resolve);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Adds the beans. Only an extension can give a container a class instead of its name. */
    public static class Beans implements Extension {

        private final ClassLoader first = new WebApplication();
        private final ClassLoader second = new WebApplication();

        void add(@Observes BeforeBeanDiscovery discovery) throws ClassNotFoundException {
            discovery.addAnnotatedType(first.loadClass(First.class.getName()), "first");
            discovery.addAnnotatedType(second.loadClass(Second.class.getName()), "second");
        }

        List<Class<?>> payloads() throws ClassNotFoundException {
            return List.of(first.loadClass(Price.class.getName()), second.loadClass(Price.class.getName()));
        }
    }

    @Test
    void each_application_receives_its_own_class() throws Exception {
        Beans beans = new Beans();
        try (StreamServer server = new StreamServer()) {
            System.setProperty("eventsource.prices.url", server.url("/"));
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new StreamExtension(), beans)
                    .addBeanClasses(Recorder.class)
                    .initialize()) {
                server.request().open().message("{\"value\":1}");
                Recorder recorder = container.select(Recorder.class).get();
                List<Object> received = List.of(recorder.next(), recorder.next());
                assertThat(received).hasToString("[Price[value=1], Price[value=1]]");
                assertThat(received).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(beans.payloads());
            }
        } finally {
            System.clearProperty("eventsource.prices.url");
        }
    }
}
