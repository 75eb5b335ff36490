package org.eventsource.impl.transport;

import java.util.concurrent.RejectedExecutionException;

/**
 * Receives an exchange: the response, its bytes, then the end or a failure. A failure may come at any time and is, like
 * the end, the last call. The next bytes are read when the call before has returned.
 */
public interface ExchangeHandler {

    /** The client is ready and begins to send the request. May come on any thread, and again for one exchange. */
    default void onSending() {}

    /** Says whether the body is wanted; if not, the exchange is over and nothing else is called. */
    boolean onResponse(Response response);

    /** The bytes belong to the transport again when this returns. */
    void onBytes(byte[] bytes, int offset, int length);

    void onEnd();

    void onFailure(Throwable cause);

    /**
     * Called in place of {@link #onResponse}: there is a response, but the client failed before it returned the body.
     * The last call.
     *
     * @param lasting whether the client fails over such a response at every attempt
     */
    void onUnreadable(Response response, Throwable cause, boolean lasting);

    /** There is no thread any more to call the other methods on. May come on any thread; the last call. */
    void onRejected(RejectedExecutionException cause);
}
