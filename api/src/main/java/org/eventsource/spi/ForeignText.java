package org.eventsource.spi;

/**
 * A text from a server, made safe to print in logs and messages. A server may send megabytes where one word is
 * expected, or control characters that change what a terminal shows.
 */
public final class ForeignText {

    private static final int LONGEST = 200;

    private ForeignText() {}

    /**
     * Returns a text of one line. Characters that are invisible, that change the direction of writing or that begin a
     * new line are replaced by Java escapes such as {@code \}{@code u001B}. A backslash is doubled. The text is cut
     * after 200 characters, and its full length in characters is appended.
     *
     * @param text the text that the server sent; not null
     */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        int index = 0;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            String next = isVisible(character) ? Character.toString(character) : escaped(character);
            if (shown.length() + next.length() > LONGEST) {
                return shown + "... (" + text.length() + " characters)";
            }
            shown.append(next);
            index += Character.charCount(character);
        }
        return shown.toString();
    }

    /**
     * Returns a text that may be a URL, or a part of one, as {@link #of(String)} does. It is without user info, query
     * and fragment, which may be secret. If it is not clear where the user info ends, an ellipsis replaces the rest. Of
     * a URL of JDBC only the name of the driver is left.
     *
     * @param text the text, possibly malformed; not null
     */
    public static String url(String text) {
        return of(ShownUrl.of(text));
    }

    /**
     * Returns the message of an exception of foreign code, as {@link #of(String)} does. URLs in it are without user
     * info, query and fragment. Of a URL of JDBC only the name of the driver is left.
     *
     * @param text the message; not null
     */
    public static String message(String text) {
        return of(ShownUrl.in(text));
    }

    /**
     * Returns an exception for a log record. Messages of exceptions often quote what a server sent. If the text of the
     * exception, of a cause or of a suppressed exception is not safe to print, this is a copy. It has all stack traces,
     * and prints each text as {@link #message} returns it. It is also a copy, without the last ones, if there are more
     * than 100 causes and suppressed exceptions. Otherwise it is the exception itself.
     *
     * @param failure the exception; not null
     */
    public static Throwable of(Throwable failure) {
        return PrintedFailure.of(failure);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> character != '\\';
        };
    }

    private static String escaped(int character) {
        if (character == '\\') {
            return "\\\\";
        }
        StringBuilder escape = new StringBuilder();
        for (char unit : Character.toChars(character)) {
            escape.append("\\u%04X".formatted((int) unit));
        }
        return escape.toString();
    }
}
