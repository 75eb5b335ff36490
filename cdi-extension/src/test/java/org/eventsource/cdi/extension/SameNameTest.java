package org.eventsource.cdi.extension;

import static jakarta.json.bind.config.PropertyNamingStrategy.UPPER_CAMEL_CASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbConfig;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    @Dependent
    public static class FirstJsonb {
        @Produces
        @Singleton
        public Jsonb jsonb() {
            return JsonbBuilder.create();
        }
    }

    @Dependent
    public static class SecondJsonb {
        @Produces
        @Singleton
        public Jsonb jsonb() {
            return JsonbBuilder.create(new JsonbConfig().withPropertyNamingStrategy(UPPER_CAMEL_CASE));
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
        private final Map<Class<?>, ClassLoader> more;

        Beans() {
            this(Map.of());
        }

        private Beans(Map<Class<?>, ClassLoader> more) {
            this.more = more;
        }

        static Beans withReaders() {
            Map<Class<?>, ClassLoader> readers = new LinkedHashMap<>();
            Beans beans = new Beans(readers);
            readers.put(FirstJsonb.class, beans.first);
            readers.put(SecondJsonb.class, beans.second);
            return beans;
        }

        static Beans withTwoReadersInOne() {
            Map<Class<?>, ClassLoader> readers = new LinkedHashMap<>();
            Beans beans = new Beans(readers);
            readers.put(FirstJsonb.class, beans.first);
            readers.put(SecondJsonb.class, beans.first);
            return beans;
        }

        void add(@Observes BeforeBeanDiscovery discovery) throws ClassNotFoundException {
            discovery.addAnnotatedType(first.loadClass(First.class.getName()), "first");
            discovery.addAnnotatedType(second.loadClass(Second.class.getName()), "second");
            for (Map.Entry<Class<?>, ClassLoader> reader : more.entrySet()) {
                String name = reader.getKey().getName();
                discovery.addAnnotatedType(reader.getValue().loadClass(name), name);
            }
        }

        List<Class<?>> payloads() throws ClassNotFoundException {
            return List.of(first.loadClass(Price.class.getName()), second.loadClass(Price.class.getName()));
        }
    }

    @Test
    void each_application_receives_its_own_class() throws Exception {
        Beans beans = new Beans();
        List<Object> received = received(beans, "{\"value\":1}");
        assertThat(received).hasToString("[Price[value=1], Price[value=1]]");
        assertThat(received).extracting(Object::getClass).containsExactlyInAnyOrderElementsOf(beans.payloads());
    }

    @Test
    void the_bean_of_each_application_reads_its_payloads() throws Exception {
        Beans beans = Beans.withReaders();
        List<Object> received = received(beans, "{\"value\":1,\"Value\":2}");
        List<Class<?>> payloads = beans.payloads();
        assertThat(received)
                .filteredOn(price -> price.getClass() == payloads.get(0))
                .hasToString("[Price[value=1]]");
        assertThat(received)
                .filteredOn(price -> price.getClass() == payloads.get(1))
                .hasToString("[Price[value=2]]");
    }

    @Test
    void two_beans_in_one_application_are_a_problem_that_names_them() {
        assertThatThrownBy(() -> received(Beans.withTwoReadersInOne(), ""))
                .hasStackTraceContaining("2 beans of type jakarta.json.bind.Jsonb could read payloads: "
                        + FirstJsonb.class.getName() + ".jsonb(), " + SecondJsonb.class.getName() + ".jsonb()");
    }

    private static List<Object> received(Beans beans, String data) throws Exception {
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        // A container that failed to start may keep this class loader.
        Thread.currentThread().setContextClassLoader(new ClassLoader(outer) {});
        try (StreamServer server = new StreamServer()) {
            System.setProperty("eventsource.prices.url", server.url("/"));
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .disableDiscovery()
                    .addExtensions(new StreamExtension(), beans)
                    .addBeanClasses(Recorder.class)
                    .initialize()) {
                server.request().open().message(data);
                Recorder recorder = container.select(Recorder.class).get();
                return List.of(recorder.next(), recorder.next());
            }
        } finally {
            System.clearProperty("eventsource.prices.url");
            Thread.currentThread().setContextClassLoader(outer);
        }
    }
}
