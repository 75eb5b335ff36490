package org.eventsource.impl.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eventsource.itests.support.Patience;

/** The calls of a transport for an exchange. */
public final class Calls implements ExchangeHandler {

    private volatile BooleanSupplier wantsBody;
    private volatile boolean waitsForLines;

    private final BlockingQueue<Response> responses = new LinkedBlockingQueue<>();
    private final BlockingQueue<Response> unreadable = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> lasting = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pieces = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();

    public Calls() {
        this(() -> true);
    }

    /**
     * A handler that records its calls.
     *
     * @param wanted returns at each response whether the body is wanted
     */
    public Calls(BooleanSupplier wantsBody) {
        this.wantsBody = wantsBody;
    }

    /** Wants no body from now on. */
    public void refuse() {
        wantsBody = () -> false;
    }

    /** Lets bytes wait that do not end a line. */
    public void waitForLines() {
        waitsForLines = true;
    }

    @Override
    public boolean onResponse(Response response) {
        responses.add(response);
        return wantsBody.getAsBoolean();
    }

    @Override
    public boolean mayWait(byte[] bytes, int offset, int length) {
        boolean waits = waitsForLines && new String(bytes, offset, length, UTF_8).indexOf('\n') < 0;
        if (waits) {
            waiting.add(new String(bytes, offset, length, UTF_8));
        }
        return waits;
    }

    @Override
    public boolean onBytes(byte[] bytes, int offset, int length) {
        pieces.add(new String(bytes, offset, length, UTF_8));
        return true;
    }

    @Override
    public void onEnd() {}

    @Override
    public void onFailure(Throwable cause) {
        failures.add(cause);
    }

    @Override
    public void onUnreadable(Response response, Throwable cause, boolean lasting) {
        unreadable.add(response);
        this.lasting.add(lasting);
        failures.add(cause);
    }

    @Override
    public void onRejected(RejectedExecutionException cause) {
        failures.add(cause);
    }

    public Response nextResponse() throws InterruptedException {
        return next(responses);
    }

    public Response nextUnreadable() throws InterruptedException {
        return next(unreadable);
    }

    public boolean nextLasting() throws InterruptedException {
        return next(lasting);
    }

    /** Returns the next bytes that wait. */
    public String nextWaiting() throws InterruptedException {
        return next(waiting);
    }

    public String nextPiece() throws InterruptedException {
        return next(pieces);
    }

    public Throwable nextFailure() throws InterruptedException {
        return next(failures);
    }

    public boolean hasResponse() {
        return !responses.isEmpty();
    }

    public boolean hasFailed() {
        return !failures.isEmpty();
    }

    private <T> T next(BlockingQueue<T> calls) throws InterruptedException {
        T call = calls.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (call == null) {
            throw new AssertionError("no such call; failures: " + failures);
        }
        return call;
    }
}
