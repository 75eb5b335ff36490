package org.eventsource.spi;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * An exception as a log prints it: its class, its message as {@link ForeignText#message} returns it, its stack trace,
 * its causes and the exceptions that it suppressed, up to a limit.
 */
final class PrintedFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** So many exceptions are printed. A log calls itself for each cause, and a stack ends at some thousand. */
    private static final int MAX = 100;

    private PrintedFailure(String text) {
        super(text);
    }

    /** Returns the exception itself if all its texts can be printed as they are, and there are few. */
    static Throwable of(Throwable failure) {
        return isPrintable(failure, newSet()) ? failure : copy(failure, newSet());
    }

    /** Causes may form a circle. */
    private static Set<Throwable> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean isPrintable(Throwable failure, Set<Throwable> seen) {
        if (seen.contains(failure)) {
            return true;
        }
        if (seen.size() == MAX) {
            return false;
        }
        seen.add(failure);
        Throwable cause = failure.getCause();
        boolean printable = isPrintable(failure) && (cause == null || isPrintable(cause, seen));
        for (Throwable suppressed : failure.getSuppressed()) {
            printable = printable && isPrintable(suppressed, seen);
        }
        return printable;
    }

    private static boolean isPrintable(Throwable failure) {
        return text(failure).filter(text -> printed(text).equals(text)).isPresent();
    }

    private static PrintedFailure copy(Throwable failure, Set<Throwable> seen) {
        PrintedFailure copy = new PrintedFailure(text(failure)
                .map(PrintedFailure::printed)
                .orElse(failure.getClass().getName()));
        copy.setStackTrace(failure.getStackTrace());
        if (seen.add(failure)) {
            Throwable cause = failure.getCause();
            if (cause != null && seen.size() < MAX) {
                copy.initCause(copy(cause, seen));
            }
            for (Throwable suppressed : failure.getSuppressed()) {
                if (seen.size() < MAX) {
                    copy.addSuppressed(copy(suppressed, seen));
                }
            }
        }
        return copy;
    }

    /** Some HTTP clients write the URL of a request into their messages. */
    private static String printed(String text) {
        return ForeignText.message(text);
    }

    /** Returns the text; empty: an exception of an application may fail to build it, or call itself without end. */
    private static Optional<String> text(Throwable failure) {
        try {
            return Optional.of(String.valueOf(failure));
        } catch (RuntimeException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** Returns the class and the message of the original exception. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // a message alone would be printed after the name of this class
    public String toString() {
        return String.valueOf(getMessage());
    }
}
