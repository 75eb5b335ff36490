package org.eventsource.impl.tls;

/** A text that is never shown. */
public record Secret(String text) {

    /** No password at all. */
    public static final Secret NONE = new Secret("");

    public boolean isEmpty() {
        return text.isEmpty();
    }

    char[] characters() {
        return text.toCharArray();
    }

    @Override
    public String toString() {
        return isEmpty() ? "none" : "secret";
    }
}
