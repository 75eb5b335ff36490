package org.eventsource.impl.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The header {@code User-Agent} of a request, unless the application sets it. */
final class UserAgent {

    private static final String WITHOUT_VERSION = "eventsource-java";

    /** The name of this library and its version, which the build writes into a resource. */
    static final String VALUE = read();

    private UserAgent() {}

    private static String read() {
        try (InputStream text = UserAgent.class.getResourceAsStream("user-agent")) {
            // Some application builds omit resources.
            return text == null ? WITHOUT_VERSION : new String(text.readAllBytes(), US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
