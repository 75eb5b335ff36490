package org.eventsource.itests.server.bookings;

/**
 * An order.
 *
 * @param fault what the first attempt to book it ends with
 * @param listener where the observers of phases name the end of the transaction
 */
public record Order(int number, Fault fault, String listener) {

    /** How an attempt fails. */
    public enum Fault {
        NONE,

        /** The observer throws an exception at its end. */
        EXCEPTION,

        /** A method with {@code @Transactional} throws an exception, and the observer catches it. */
        CAUGHT_EXCEPTION,

        /** The database refuses an entity at the commit. */
        COMMIT
    }
}
