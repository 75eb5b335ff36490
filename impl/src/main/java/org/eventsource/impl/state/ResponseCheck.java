package org.eventsource.impl.state;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eventsource.ErrorKind;
import org.eventsource.Redirects;
import org.eventsource.impl.state.Verdict.Accept;
import org.eventsource.impl.state.Verdict.End;
import org.eventsource.impl.state.Verdict.Redirect;
import org.eventsource.impl.state.Verdict.Refuse;
import org.eventsource.impl.state.Verdict.Retry;
import org.eventsource.impl.state.Verdict.RetryWithoutId;
import org.eventsource.impl.transport.HttpUrl;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.eventsource.spi.ForeignText;

/**
 * Decides what a response means, as the standard defines in <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html#sse-processing-model">processEventSourceEndOfBody
 * and processResponse</a>.
 *
 * @param reconnectOn the statuses that are retried
 * @param reconnectWhenAsked the statuses that are retried if the response has {@code Retry-After}
 * @param redirects which redirects are followed
 */
public record ResponseCheck(Set<Integer> reconnectOn, Set<Integer> reconnectWhenAsked, Redirects redirects) {

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int MAX_REDIRECTS = 20;
    /** A client that receives this status does not reconnect, as the standard defines. */
    public static final int NO_CONTENT = 204;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /**
     * Returns what a response means.
     *
     * @param request the request of this response
     * @param redirects how many redirects were followed before
     * @param inGrace whether the server may be about to deploy the stream. Then 404, every 5xx, and a 200 that is not
     *     an event stream, such as a maintenance page, are retried
     */
    public Verdict check(Response response, Request request, int redirects, boolean inGrace, Instant now) {
        int status = response.status();
        Optional<Duration> after = response.header("Retry-After").flatMap(value -> RetryAfter.parse(value, now));
        if (status == 200) {
            return checkType(response, request, after, inGrace);
        }
        if (REDIRECTS.contains(status)) {
            return redirect(response, request, redirects);
        }
        Failure failure = Failure.of(ErrorKind.STATUS, answered(status), status);
        if (status == NO_CONTENT) {
            return new End(failure);
        }
        if (IdRefusal.isPossible(status, request.ids())) {
            return new RetryWithoutId(
                    Failure.of(
                            ErrorKind.STATUS, failure.reason() + "; the last event id may be too long for it", status),
                    after);
        }
        return isRetried(status, after.isPresent(), inGrace) ? new Retry(failure, after) : new Refuse(failure, after);
    }

    /** An interim response comes before the final one. Some clients return it as the final one and read no further. */
    private static String answered(int status) {
        boolean interim = status >= 100 && status < 200 && status != SWITCHING_PROTOCOLS;
        return "the server answered " + status
                + (interim ? ": this HTTP client does not wait for the final response; TransportKind.JDK does" : "");
    }

    private boolean isRetried(int status, boolean asked, boolean inGrace) {
        return reconnectOn.contains(status)
                || (asked && reconnectWhenAsked.contains(status))
                || (inGrace && (status == 404 || status >= 500));
    }

    private static Verdict checkType(Response response, Request request, Optional<Duration> after, boolean inGrace) {
        List<String> types = response.values("Content-Type");
        if (MimeType.extract(types).filter("text/event-stream"::equals).isPresent()) {
            return checkEncoding(response, request);
        }
        String given = String.join(", ", types);
        Failure failure = Failure.of(
                ErrorKind.CONTENT,
                given.isBlank()
                        ? "the server answered without a content type instead of with text/event-stream"
                        : "the server answered with content type " + ForeignText.of(given)
                                + " instead of text/event-stream",
                200);
        return inGrace ? new Retry(failure, after) : new Refuse(failure, after);
    }

    /** Returns whether the body of a response is text, or can be decoded to text. */
    public static boolean isReadable(Response response, Request request) {
        return ContentCodings.isReadable(response, request.compression())
                && Framing.problem(response).isEmpty();
    }

    /** Returns the coding that the body of a response is to be decoded from; empty if it is not to be decoded. */
    public static Optional<String> coding(Response response, Request request) {
        return ContentCodings.decodable(response, request.compression());
    }

    /** Encoded bytes would look like a stream without events, and the sizes of chunks would be a part of its data. */
    private static Verdict checkEncoding(Response response, Request request) {
        if (isReadable(response, request)) {
            return new Accept();
        }
        Optional<String> framing = Framing.problem(response);
        if (framing.isPresent()) {
            return new Refuse(Failure.of(ErrorKind.CONTENT, "the server answered with " + framing.get(), 200));
        }
        String codings = String.join(", ", ContentCodings.all(response.values("Content-Encoding")));
        boolean invited = !request.compression() && request.setsAcceptEncoding();
        return new Refuse(Failure.of(
                ErrorKind.CONTENT,
                "the server answered with content encoding " + codings + ", "
                        + (invited
                                ? "as the request has the header Accept-Encoding; compression(true) decodes gzip and deflate"
                                : "which this client does not decode"),
                200));
    }

    private Verdict redirect(Response response, Request request, int followed) {
        int status = response.status();
        if (redirects == Redirects.NEVER) {
            return new Refuse(Failure.of(
                    ErrorKind.REDIRECT,
                    "the server answered " + status + ", and redirects are not followed (followRedirects)",
                    status));
        }
        if (response.values("Location").stream().distinct().count() > 1) {
            return new Refuse(Failure.of(
                    ErrorKind.REDIRECT, "the server answered " + status + " with different locations", status));
        }
        Optional<String> location = response.header("Location").filter(value -> !value.isBlank());
        if (location.isEmpty()) {
            return new Refuse(
                    Failure.of(ErrorKind.REDIRECT, "the server answered " + status + " without a location", status));
        }
        if (followed >= MAX_REDIRECTS) {
            return new Refuse(Failure.of(ErrorKind.REDIRECT, "more than " + MAX_REDIRECTS + " redirects", status));
        }
        try {
            URI target = Location.resolve(request.location(), location.get());
            return refusal(request, status, target)
                    .<Verdict>map(reason -> new Refuse(Failure.of(ErrorKind.REDIRECT, reason, status)))
                    .orElseGet(() -> new Redirect(status, target));
        } catch (IllegalArgumentException e) {
            return new Refuse(Failure.of(ErrorKind.REDIRECT, "the server redirected to what is not a URL", status));
        }
    }

    private Optional<String> refusal(Request request, int status, URI target) {
        URI from = request.location();
        return HttpUrl.problem(target)
                .map("the server redirected to a URL that cannot be followed: "::concat)
                .or(() -> downgrade(from, target))
                .or(() -> Origin.of(from).equals(Origin.of(target))
                        ? Optional.empty()
                        : departure(request, status, ForeignText.of(Origin.of(target))));
    }

    private Optional<String> departure(Request request, int status, String origin) {
        if (redirects == Redirects.SAME_ORIGIN) {
            return Optional.of(
                    "the server redirected to another origin, " + origin + ", which is not followed (followRedirects)");
        }
        return request.isSentAgainAfter(status)
                ? Optional.of("the server redirected to another origin, %s, which does not get a %s request"
                        .formatted(origin, request.method().name()))
                : Optional.empty();
    }

    private static Optional<String> downgrade(URI from, URI target) {
        return target.getScheme().equalsIgnoreCase("http") && from.getScheme().equalsIgnoreCase("https")
                ? Optional.of("the server redirected from https to " + ForeignText.of(Origin.of(target))
                        + ", which is not secure")
                : Optional.empty();
    }
}
