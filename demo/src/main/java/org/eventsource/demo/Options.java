package org.eventsource.demo;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.eventsource.EventSource;

/**
 * The options of the command line, given with {@code -D}.
 *
 * @param url of a stream to listen to instead of the demo's own
 * @param limit when to end without Ctrl-C
 */
record Options(Optional<String> url, Duration limit) {

    private static final Duration FOR_EVER = Duration.ofDays(3650);

    /** @throws IllegalArgumentException with a message for the user */
    static Options of(Properties properties) {
        return new Options(url(properties.getProperty("url", "")), limit(properties.getProperty("seconds", "")));
    }

    private static Optional<String> url(String given) {
        if (given.isBlank()) {
            return Optional.empty();
        }
        try {
            // Lets the library check the URL: its message is one line here. Later it would be a failed deployment.
            EventSource.builder(given);
            return Optional.of(given);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("-Durl is no stream's address: " + e.getMessage(), e);
        }
    }

    /** The address, for people: a password or a token may be in the rest of it. */
    static String shown(String url) {
        URI uri = URI.create(url);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    private static Duration limit(String given) {
        if (given.isBlank()) {
            return FOR_EVER;
        }
        if (!given.matches("[1-9]\\d{0,7}")) {
            throw new IllegalArgumentException("-Dseconds is to be a whole number, such as 30, not: " + given);
        }
        return Duration.ofSeconds(Long.parseLong(given));
    }
}
