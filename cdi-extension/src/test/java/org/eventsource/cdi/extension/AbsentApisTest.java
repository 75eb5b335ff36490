package org.eventsource.cdi.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Boots a container by a class loader of its own, which sees the class path but for some API. */
class AbsentApisTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.eclipse.microprofile.",
                "org.eclipse.microprofile.context.",
                "jakarta.enterprise.concurrent.",
                "jakarta.json.bind.",
                "jakarta.json.",
                "org.jspecify."
            })
    void an_application_starts_and_hears_without(String api) throws Exception {
        assertThat(run(AbsentApisApplication.Texts.class, api)).isEqualTo("1");
    }

    @Test
    void an_application_starts_and_hears_without_names() throws Exception {
        assumeFalse(isPresent("org.apache.webbeans.container.BeanManagerImpl"), "OpenWebBeans itself needs JNDI");
        assertThat(run(AbsentApisApplication.Texts.class, "javax.naming.")).isEqualTo("1");
    }

    private static boolean isPresent(String type) {
        return AbsentApisTest.class.getClassLoader().getResource(type.replace('.', '/') + ".class") != null;
    }

    @Test
    void an_observer_that_needs_an_absent_api_is_told() throws Exception {
        assertThat(run(AbsentApisApplication.Payloads.class, "jakarta.json.bind."))
                .contains("payloads need JSON-B, which this runtime does not have: ")
                .contains("(observer " + AbsentApisApplication.class.getName() + "$Prices.on(Price, Recorder))");
    }

    @Test
    void with_all_apis_it_hears_payloads() throws Exception {
        assertThat(run(AbsentApisApplication.Payloads.class, "no.such.api.")).isEqualTo("1");
    }

    private static String run(Class<?> application, String hidden) throws Exception {
        ClassLoader outer = Thread.currentThread().getContextClassLoader();
        try (Without loader = new Without(hidden)) {
            Thread.currentThread().setContextClassLoader(loader);
            Callable<?> run = loader.loadClass(application.getName())
                    .asSubclass(Callable.class)
                    .getDeclaredConstructor()
                    .newInstance();
            return (String) run.call();
        } finally {
            Thread.currentThread().setContextClassLoader(outer);
        }
    }

    /** Loads everything anew, but for the JDK and for what is hidden. */
    private static final class Without extends URLClassLoader {

        private final String hidden;

        private Without(String hidden) {
            super(classPath(), ClassLoader.getPlatformClassLoader());
            this.hidden = hidden;
        }

        private static URL[] classPath() {
            String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
            return Arrays.stream(path.split(System.getProperty("path.separator")))
                    .map(Without::url)
                    .toArray(URL[]::new);
        }

        private static URL url(String entry) {
            try {
                return Path.of(entry).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(entry, e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(hidden)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }
}
