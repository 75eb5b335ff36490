package org.eventsource.cdi.extension.observers;

/**
 * Makes objects of data. Implementations name APIs that may be absent. They are created by name, with a constructor
 * that takes {@link ApplicationBeans}.
 */
interface PayloadReader extends AutoCloseable {

    /**
     * Returns what the data describes.
     *
     * @throws Exception if the data does not describe an object of that type
     */
    Object read(String data, Class<?> type) throws Exception;

    /** Returns whether the application's own bean reads the data. Such a bean may need a started application. */
    default boolean usesBean() {
        return false;
    }

    /**
     * Creates the application's bean, if that reads the data.
     *
     * @throws RuntimeException if the bean cannot be created
     */
    default void start() {}

    @Override
    default void close() {}
}
