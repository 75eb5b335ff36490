package org.eventsource.spi;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * An exception as a log prints it: its class, its message as {@link ForeignText#message} returns it, its stack trace,
 * its causes and the exceptions that it suppressed.
 */
final class PrintedFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private PrintedFailure(String text) {
        super(text);
    }

    /** Returns the exception itself if all its texts can be printed as they are. */
    static Throwable of(Throwable failure) {
        return isPrintable(failure, newSet()) ? failure : copy(failure, newSet());
    }

    /** Causes may form a circle. */
    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isPrintable(Throwable failure, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return true;
        }
        String text = text(failure);
        Throwable cause = failure.getCause();
        boolean printable = printed(text).equals(text) && (cause == null || isPrintable(cause, seen));
        for (Throwable suppressed : failure.getSuppressed()) {
            printable = printable && isPrintable(suppressed, seen);
        }
        return printable;
    }

    private static PrintedFailure copy(Throwable failure, Set<Throwable> seen) {
        PrintedFailure copy = new PrintedFailure(printed(text(failure)));
        copy.setStackTrace(failure.getStackTrace());
        if (seen.add(failure)) {
            Throwable cause = failure.getCause();
            if (cause != null) {
                copy.initCause(copy(cause, seen));
            }
            for (Throwable suppressed : failure.getSuppressed()) {
                copy.addSuppressed(copy(suppressed, seen));
            }
        }
        return copy;
    }

    /** Some HTTP clients write the URL of a request into their messages. */
    private static String printed(String text) {
        return ForeignText.message(text);
    }

    /** An exception of an application may fail to build its own text. */
    private static String text(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (RuntimeException e) {
            return failure.getClass().getName();
        }
    }

    /** Returns the class and the message of the original exception. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // a message alone would be printed after the name of this class
    public String toString() {
        return String.valueOf(getMessage());
    }
}
