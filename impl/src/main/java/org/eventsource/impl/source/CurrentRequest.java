package org.eventsource.impl.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.eventsource.ErrorKind;
import org.eventsource.impl.state.Answer;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.Verdict;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.Origin;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/**
 * The request that an attempt sends: its first one, or the request of a redirect. Knows how far it got, and what a
 * response or a failure then means.
 */
final class CurrentRequest {

    private final Settings settings;
    private final Ports ports;
    private final AttemptResponseCheck check;
    private final BooleanSupplier asksStore;

    /** Null: it is not made yet. Set by the transport's thread before it reports a response. */
    private volatile @Nullable Request request;

    private volatile boolean sending;

    /** Whether {@link #request} is null because the application's part of it failed. */
    private volatile boolean supplyFailed;

    private int redirects;

    /** @param asksStore whether the store of the cursor was asked and has not answered; called on any thread */
    CurrentRequest(Settings settings, Ports ports, Grace grace, BooleanSupplier asksStore) {
        this.settings = settings;
        this.ports = ports;
        this.check = new AttemptResponseCheck(settings, proxies(), ports.timer(), grace);
        this.asksStore = asksStore;
    }

    /** Returns a supplier of the next request. The transport calls it before it sends the request. */
    Callable<Request> next(Callable<Request> next) {
        sending = false;
        return () -> {
            Request made = supplied(next);
            request = made;
            return made;
        };
    }

    private Request supplied(Callable<Request> next) throws Exception {
        try {
            return next.call();
        } catch (Exception | Error e) {
            supplyFailed = true;
            throw e;
        }
    }

    /** Returns what makes the request of a redirect, and counts the redirect. */
    Callable<Request> redirected(Verdict.Redirect redirect) {
        Request before = get();
        redirects++;
        return () -> before.redirectedTo(redirect.status(), redirect.target());
    }

    /** The transport begins to send it. */
    void onSending() {
        sending = true;
    }

    /** Returns it. To be called when there was a response. */
    Request get() {
        return requireNonNull(request, "request");
    }

    /** Returns what a response to it means. */
    Verdict judge(Response response) {
        return check.check(response, get(), redirects);
    }

    /**
     * Returns the response that a client of the JDK replaced by an exception; empty for any other failure. Before the
     * request is sent, the exception is about an exchange of the application, in a supplier, a store or a filter.
     */
    Optional<Response> unreturned(Throwable failure) {
        return sending ? ClientMessages.unreturned(failure) : Optional.empty();
    }

    /** Returns whether it goes to the server that the application named, and not to the target of a redirect. */
    boolean isToNamedOrigin() {
        return Origin.of(get().uri()).equals(Origin.of(settings.url()));
    }

    /** Returns what the application may see of a response. What another server answers is not for the application. */
    Answer answer(Response response, Optional<String> body) {
        return isToNamedOrigin() ? new Answer(Optional.of(response.headers()), body) : Answer.NONE;
    }

    /**
     * Returns what a failure of the exchange means. Before there is a request, the server is not the cause.
     *
     * @param opened whether the stream was open
     */
    Failure failure(Throwable cause, boolean opened) {
        Request made = request;
        return made == null
                ? FailureReason.beforeRequest(cause, supplyFailed)
                : FailureReason.of(cause, made.uri(), proxies(), opened);
    }

    /**
     * Returns whether a failure of the exchange ends the source.
     *
     * @param proxyStatus the status of a proxy that refused a tunnel; empty: no proxy did
     */
    boolean isFinal(Throwable cause, OptionalInt proxyStatus) {
        if (cause instanceof ExchangeException failure && failure.isForGood()) {
            return true;
        }
        Request made = request;
        return made != null && proxyStatus.isPresent() && check.isFinal(proxyStatus.getAsInt(), made, redirects);
    }

    /** Returns the failure of an attempt for which the connect timeout is over. */
    Failure timeout() {
        String time = FailureReason.duration(settings.connectTimeout());
        Request made = request;
        if (made == null && asksStore.getAsBoolean()) {
            return Failure.of(ErrorKind.CURSOR, "the store of the cursor has not answered within " + time);
        } else if (made == null) {
            return timeout("no request within " + time + ": a supplier has not returned, or there was no thread");
        }
        return timeout(
                sending
                        ? "no response within " + time + FailureReason.throughProxy(made.uri(), proxies())
                        : "nothing was sent within " + time
                                + ": the HTTP client was not ready, or its filters have not returned");
    }

    private static Failure timeout(String reason) {
        return Failure.of(ErrorKind.TIMEOUT, reason);
    }

    private Proxies proxies() {
        return ports.transport().proxies();
    }
}
