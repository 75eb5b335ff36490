package org.eventsource.cdi.extension.observers;

/**
 * Decodes data. Implementations use APIs that may be absent, so they are loaded by name. Their constructor takes
 * {@link ApplicationBeans} and the classes of payloads that are decoded to objects.
 */
interface PayloadReader extends AutoCloseable {

    /**
     * Returns the decoded data.
     *
     * @throws Exception if the data does not describe an object of that type
     */
    Object read(String data, Class<?> type) throws Exception;

    /** Returns whether a bean of the application decodes the data. Such a bean may need a started application. */
    default boolean usesBean() {
        return false;
    }

    /**
     * Creates the application's bean if it decodes the data.
     *
     * @throws RuntimeException if the bean cannot be created
     */
    default void start() {}

    @Override
    default void close() {}
}
