package org.eventsource.cdi.extension;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.Set;

/** Where settings come from. */
interface Configuration {

    /**
     * The value of a property, with what it refers to; empty if there is none.
     *
     * @throws InvalidSettingException if it refers to what has no value
     */
    Optional<String> value(String name);

    /** The properties that are known by name; others may have values, too. */
    Set<String> names();

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
