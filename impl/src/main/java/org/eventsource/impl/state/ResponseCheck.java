package org.eventsource.impl.state;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eventsource.impl.state.Verdict.Accept;
import org.eventsource.impl.state.Verdict.Redirect;
import org.eventsource.impl.state.Verdict.Refuse;
import org.eventsource.impl.state.Verdict.Retry;
import org.eventsource.impl.transport.HttpUrl;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Response;
import org.eventsource.spi.ForeignText;

/**
 * Judges a response, as the standard does on <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">processEventSourceEndOfBody
 * and processResponse</a>.
 *
 * @param reconnectOn the statuses that are tried again
 * @param reconnectWhenAsked the statuses that are tried again if the server says when
 */
public record ResponseCheck(Set<Integer> reconnectOn, Set<Integer> reconnectWhenAsked) {

    private static final int MAX_REDIRECTS = 20;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /**
     * Says what a response means.
     *
     * @param uri what was asked
     * @param redirects how many were followed before
     * @param starting whether a server may still be about to deploy what we look for
     */
    public Verdict check(Response response, URI uri, int redirects, boolean starting, Instant now) {
        int status = response.status();
        if (status == 200) {
            return checkType(response);
        }
        if (REDIRECTS.contains(status)) {
            return redirect(response, uri, redirects);
        }
        Failure failure = Failure.of("the server answered " + status, status);
        Optional<Duration> after = response.header("Retry-After").flatMap(value -> RetryAfter.parse(value, now));
        return isTriedAgain(status, after.isPresent(), starting) ? new Retry(failure, after) : new Refuse(failure);
    }

    private boolean isTriedAgain(int status, boolean asked, boolean starting) {
        return reconnectOn.contains(status)
                || (asked && reconnectWhenAsked.contains(status))
                || (starting && (status == 404 || status >= 500));
    }

    private static Verdict checkType(Response response) {
        Optional<String> type = response.header("Content-Type");
        if (type.map(ResponseCheck::essence).filter("text/event-stream"::equals).isPresent()) {
            return checkEncoding(response);
        }
        return new Refuse(Failure.of(
                type.map(value -> "the server answered with content type " + ForeignText.of(value)
                                + " instead of text/event-stream")
                        .orElse("the server answered without a content type instead of with text/event-stream"),
                200));
    }

    /** No compression is asked for: what cannot be read would look like a stream without events. */
    private static Verdict checkEncoding(Response response) {
        return response.header("Content-Encoding")
                .map(String::strip)
                .filter(encoding -> !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"))
                .<Verdict>map(encoding -> new Refuse(Failure.of(
                        "the server answered with content encoding " + ForeignText.of(encoding)
                                + ", which nobody asked for",
                        200)))
                .orElseGet(Accept::new);
    }

    /** The type without its parameters. */
    private static String essence(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static Verdict redirect(Response response, URI uri, int redirects) {
        int status = response.status();
        Optional<String> location = response.header("Location").filter(value -> !value.isBlank());
        if (location.isEmpty()) {
            return new Refuse(Failure.of("the server answered " + status + " without saying where to go", status));
        }
        if (redirects >= MAX_REDIRECTS) {
            return new Refuse(Failure.of("more than " + MAX_REDIRECTS + " redirects", status));
        }
        try {
            URI target = Location.resolve(uri, location.get());
            return refusal(uri, target)
                    .<Verdict>map(reason -> new Refuse(Failure.of(reason, status)))
                    .orElseGet(() -> new Redirect(target));
        } catch (IllegalArgumentException e) {
            return new Refuse(Failure.of("the server redirected to what is not a URL", status));
        }
    }

    private static Optional<String> refusal(URI from, URI target) {
        return HttpUrl.problem(target)
                .map("the server redirected to a URL that cannot be followed: "::concat)
                .or(() -> downgrade(from, target));
    }

    private static Optional<String> downgrade(URI from, URI target) {
        return target.getScheme().equalsIgnoreCase("http") && from.getScheme().equalsIgnoreCase("https")
                ? Optional.of("the server redirected from https to " + ForeignText.of(Origin.of(target))
                        + ", which is not secure")
                : Optional.empty();
    }
}
