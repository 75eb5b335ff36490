package org.eventsource.impl.state;

import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoField.YEAR;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">{@code Retry-After}</a>. Its value is a
 * number of seconds, or a date in one of HTTP's <a href="https://www.rfc-editor.org/rfc/rfc9110#http.date">three
 * forms</a>.
 */
final class RetryAfter {

    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(UTC));

    /** A number with more digits may be too large for a {@code long}. */
    private static final int DIGITS = 18;

    private RetryAfter() {}

    /** Returns the delay of a value; zero for a date in the past; empty if it is neither seconds nor a date. */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(text.length() > DIGITS ? Long.MAX_VALUE : Long.parseLong(text)));
        }
        return DATES.stream()
                .flatMap(format -> date(text, format).stream())
                .findFirst()
                .map(date -> {
                    Duration delay = Duration.between(now, date);
                    return delay.isNegative() ? Duration.ZERO : delay;
                });
    }

    private static Optional<Instant> date(String text, DateTimeFormatter format) {
        try {
            return Optional.of(ZonedDateTime.parse(text, format).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
