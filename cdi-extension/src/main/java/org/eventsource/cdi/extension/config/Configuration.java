package org.eventsource.cdi.extension.config;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.Set;

/** Where settings come from. */
public interface Configuration {

    /**
     * The value of a property, with what it refers to; empty if there is none.
     *
     * @throws InvalidSettingException if it refers to what has no value
     */
    Optional<String> value(String name);

    /** The value of a property as it is written, without what it refers to; empty if there is none. */
    Optional<String> written(String name);

    /** Says where values were looked for, and where not, for people. */
    String sources();

    /** The properties that are known by name; others may have values, too. */
    Set<String> names();

    /** Whether the application has a file. */
    static boolean hasFile(String name) {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        return (application == null ? Configuration.class.getClassLoader() : application).getResource(name) != null;
    }

    /** MicroProfile Config where there is one, reached by name as its API may be absent. */
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
