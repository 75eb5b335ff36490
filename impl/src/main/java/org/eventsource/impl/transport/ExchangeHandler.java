package org.eventsource.impl.transport;

import java.util.concurrent.RejectedExecutionException;

/**
 * Receives an exchange: the response, its bytes, then the end or a failure. A failure may come at any time. The end or
 * the failure is the last call. The next bytes are read when the previous call has returned.
 */
public interface ExchangeHandler {

    /** The client begins to send the request. Called on any thread, possibly more than once for one exchange. */
    default void onSending() {}

    /** Returns whether the body is wanted. If not, the exchange is over and no other method is called. */
    boolean onResponse(Response response);

    /**
     * Some bytes were received. Returns whether they may wait for the next ones, as they complete nothing. Then the
     * transport passes all of them on together, at the latest before {@link #onEnd}. If the exchange fails, it drops
     * them. A transport need not ask. If it does, it asks on the thread that has called {@link #onResponse}. Never
     * blocks, and calls no application code.
     */
    boolean mayWait(byte[] bytes, int offset, int length);

    /**
     * Receives the next bytes. The array belongs to the transport again when this returns.
     *
     * @return whether more bytes are wanted now. If not, the transport reads no more, and calls no method of this
     *     handler, until {@link Exchange#readOn}
     */
    boolean onBytes(byte[] bytes, int offset, int length);

    void onEnd();

    void onFailure(Throwable cause);

    /**
     * There is a response, but the client failed before it returned the body. Called instead of {@link #onResponse}. It
     * is the last call.
     *
     * @param lasting whether the client fails because of such a response at every attempt
     */
    void onUnreadable(Response response, Throwable cause, boolean lasting);

    /** There is no thread to call the other methods on. Called on any thread. It is the last call. */
    void onRejected(RejectedExecutionException cause);
}
