package org.eventsource.cdi.extension;

/** Makes objects of data. Implementations name APIs that may be absent, and are reached by name. */
interface PayloadReader extends AutoCloseable {

    /**
     * What the data says.
     *
     * @throws RuntimeException if it does not say that
     */
    Object read(String data, Class<?> type);

    @Override
    default void close() {}
}
