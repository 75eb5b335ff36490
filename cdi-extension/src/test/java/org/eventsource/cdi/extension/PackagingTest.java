package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.ServiceLoader;
import org.eventsource.cdi.EventSources;
import org.eventsource.cdi.extension.config.Configuration;
import org.eventsource.testing.cdi.BehaviourServer;
import org.eventsource.testing.cdi.Heard;
import org.junit.jupiter.api.Test;

class PackagingTest {

    @Test
    void the_extension_is_found_as_a_service() {
        assertThat(ServiceLoader.load(Extension.class).stream().map(ServiceLoader.Provider::type))
                .contains(StreamExtension.class);
    }

    @Test
    void a_container_that_discovers_beans_runs_it() throws Exception {
        try (BehaviourServer server = BehaviourServer.start()) {
            server.properties().forEach(System::setProperty);
            try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
                assertThat(container.select(Heard.class).get().next("relative")).isEqualTo("relative");
            } finally {
                server.properties().keySet().forEach(System::clearProperty);
            }
        }
    }

    @Test
    void a_container_that_discovers_beans_runs_it_once_where_a_program_names_it_too() throws Exception {
        try (BehaviourServer server = BehaviourServer.start()) {
            server.properties().forEach(System::setProperty);
            try (SeContainer container = SeContainerInitializer.newInstance()
                    .addExtensions(StreamExtension.class)
                    .initialize()) {
                assertThat(container.select(Heard.class).get().next("relative")).isEqualTo("relative");
                assertThat(container.getBeanManager().getBeans(EventSources.class))
                        .hasSize(1);
            } finally {
                server.properties().keySet().forEach(System::clearProperty);
            }
        }
    }

    @Test
    void without_microprofile_the_configuration_stands_alone() throws Exception {
        Class<?> configuration = new Without("org.eclipse.microprofile.").loadClass(Configuration.class.getName());
        Method find = configuration.getDeclaredMethod("find");
        find.setAccessible(true);
        standsAlone(find.invoke(null));
    }

    @Test
    void with_the_api_of_microprofile_alone_the_configuration_stands_alone() {
        standsAlone(Configuration.find());
    }

    private static void standsAlone(Object configuration) {
        assertThat(configuration.getClass().getSimpleName()).isEqualTo("StandaloneConfiguration");
    }

    /** Loads new copies of the extension's classes and hides some packages. */
    private static final class Without extends ClassLoader {

        private final String hidden;

        private Without(String hidden) {
            super(PackagingTest.class.getClassLoader());
            this.hidden = hidden;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(hidden)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("org.eventsource.cdi.extension.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) {
            try (InputStream stream = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = stream.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
