package org.eventsource.cdi.extension.config;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source of settings. */
public interface Configuration {

    /**
     * Returns the value of a property after the expansion of its expressions; empty if the property is not set.
     *
     * @throws InvalidSettingException if an expression cannot be expanded
     */
    Optional<String> value(String name);

    /** Returns the value of a property before the expansion of its expressions; empty if the property is not set. */
    Optional<String> written(String name);

    /**
     * Returns a sentence for messages that names the sources that settings were read from, and a file that was ignored.
     */
    String sources();

    /** Returns the known names of properties. Properties that are not in this set may have values, too. */
    Set<String> names();

    /** Returns warnings about properties in files that are not read. */
    default List<String> ignored() {
        return List.of();
    }

    /** Returns all files with this name on the class path of the application. */
    static List<URL> files(String name) throws IOException {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return Collections.list(
                (application == null ? Configuration.class.getClassLoader() : application).getResources(name));
    }

    /**
     * Returns MicroProfile Config if it is available, otherwise the standalone configuration. The class is loaded by
     * name, because the API of MicroProfile Config may be absent.
     */
    static Configuration find() {
        try {
            return Class.forName(Configuration.class.getPackageName() + ".MicroProfileConfiguration")
                    .asSubclass(Configuration.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalStateException || e.getCause() instanceof LinkageError) {
                return StandaloneConfiguration.load();
            }
            throw new IllegalStateException("MicroProfile Config is there, but fails", e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            return StandaloneConfiguration.load();
        }
    }
}
