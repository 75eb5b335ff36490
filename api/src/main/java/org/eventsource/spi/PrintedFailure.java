package org.eventsource.spi;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An exception as a log prints it: its class, its message as {@link ForeignText} without secrets of URLs, its stack
 * trace, its causes and the exceptions that it suppressed.
 */
final class PrintedFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** Takes each character once: a message may have megabytes. */
    private static final Pattern AFTER_SCHEME = Pattern.compile("(?<=://)\\S++");

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

    /** Some HTTP clients write the URL of a request into their messages. User info and query may be secret. */
    private static String printed(String text) {
        return ForeignText.of(AFTER_SCHEME
                .matcher(text)
                .replaceAll(rest -> Matcher.quoteReplacement(withoutUserInfo(withoutQuery(rest.group())))));
    }

    private static String withoutQuery(String rest) {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '?' && rest.charAt(end) != '#') {
            end++;
        }
        return rest.substring(0, end);
    }

    private static String withoutUserInfo(String rest) {
        int path = rest.indexOf('/');
        int end = path < 0 ? rest.length() : path;
        return rest.substring(rest.lastIndexOf('@', end) + 1);
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
