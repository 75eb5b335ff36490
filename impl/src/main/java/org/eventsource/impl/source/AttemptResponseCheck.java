package org.eventsource.impl.source;

import java.util.Set;
import org.eventsource.ErrorKind;
import org.eventsource.impl.state.Failure;
import org.eventsource.impl.state.ResponseCheck;
import org.eventsource.impl.state.Verdict;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Response;

/** Checks the responses of one attempt. Adds to {@link ResponseCheck} what a proxy answers. */
final class AttemptResponseCheck {

    private final ResponseCheck check;
    private final Proxies proxies;
    private final Timer timer;
    private final boolean inGrace;

    /** Whether the source must not go on without its last event id, which is its cursor. */
    private final boolean keepsId;

    private final Set<Integer> reconnectOn;

    AttemptResponseCheck(Settings settings, Proxies proxies, Timer timer, Grace grace) {
        this.check = new ResponseCheck(settings.reconnectOn(), settings.reconnectWhenAsked(), settings.redirects());
        this.proxies = proxies;
        this.timer = timer;
        this.inGrace = grace != Grace.OVER;
        this.keepsId = settings.cursor() != null;
        this.reconnectOn = settings.reconnectOn();
    }

    /**
     * Returns what a response means.
     *
     * @param redirects how many redirects the attempt has followed
     */
    Verdict check(Response response, Request request, int redirects) {
        Verdict verdict = check.check(response, request, redirects, inGrace, timer.now());
        boolean isOfProxy = response.status() == Proxies.AUTHENTICATION_REQUIRED
                && proxies.http(request.uri()).isPresent();
        return isOfProxy ? namingProxy(verdict, request) : keepingId(verdict, response.status());
    }

    private Verdict keepingId(Verdict verdict, int status) {
        if (keepsId && verdict instanceof Verdict.RetryWithoutId refused) {
            return reconnectOn.contains(status)
                    ? new Verdict.Retry(refused.failure(), refused.after())
                    : new Verdict.Refuse(refused.failure(), refused.after());
        }
        return verdict;
    }

    /** Only a proxy answers with this status, so the failure names the proxy. */
    private Verdict namingProxy(Verdict verdict, Request request) {
        String reason = FailureReason.refusal(Proxies.AUTHENTICATION_REQUIRED, request.uri(), proxies);
        Failure failure = Failure.of(ErrorKind.STATUS, reason, Proxies.AUTHENTICATION_REQUIRED);
        return verdict instanceof Verdict.Retry retry
                ? new Verdict.Retry(failure, retry.after())
                : new Verdict.Refuse(failure);
    }

    /**
     * Returns whether a proxy refused a tunnel with a status that is not retried. A proxy that needs no tunnel answers
     * the request itself with that status.
     */
    boolean isFinal(int proxyStatus, Request request, int redirects) {
        return proxyStatus == Proxies.AUTHENTICATION_REQUIRED
                && !(check(Response.of(proxyStatus), request, redirects) instanceof Verdict.Retry);
    }
}
