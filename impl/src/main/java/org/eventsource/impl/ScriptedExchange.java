package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.Response;
import org.eventsource.spi.ScriptedTransport;

/** An exchange that a test plays. While the stream wants no bytes, what the test sends waits here. */
final class ScriptedExchange implements Exchange, ScriptedTransport.Attempt {

    private final Callable<Request> asking;
    private final ExchangeHandler handler;
    private final ApplicationExecutor executor;

    /** The calls of the handler that are due, in order. */
    private final Queue<Runnable> calls = new ConcurrentLinkedQueue<>();

    /** How often the calls were to be made since they were last made. */
    private final AtomicInteger due = new AtomicInteger();

    /** How often the handler wanted no more, less how often it was to be read on. It is held if this is positive. */
    private final AtomicInteger holds = new AtomicInteger();

    private volatile Runnable cancel = () -> {};

    ScriptedExchange(Callable<Request> asking, ExchangeHandler handler, ApplicationExecutor executor) {
        this.asking = asking;
        this.handler = handler;
        this.executor = executor;
    }

    /** Sets what cancels this exchange. */
    void endWith(Runnable cancelling) {
        cancel = cancelling;
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task, handler::onRejected);
    }

    @Override
    public ScriptedTransport.Request request() throws Exception {
        Request made = asking.call();
        handler.onSending();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        made.forEachHeader((name, value) -> headers.put(name, List.of(value)));
        RequestBody body = made.body();
        if (body != null) {
            headers.put("Content-Type", List.of(body.type()));
        }
        return new ScriptedTransport.Request(
                made.method().name(), made.uri(), headers, body == null ? "" : new String(body.bytes(), UTF_8));
    }

    @Override
    public boolean respond(int status, Map<String, List<String>> headers) {
        return handler.onResponse(Response.of(status, headers));
    }

    @Override
    public void read(byte[] bytes) {
        call(() -> {
            if (!handler.onBytes(bytes, 0, bytes.length)) {
                holds.incrementAndGet();
            }
        });
    }

    @Override
    public void end() {
        call(handler::onEnd);
    }

    @Override
    public void fail(Throwable cause) {
        call(() -> handler.onFailure(cause));
    }

    private void call(Runnable next) {
        calls.add(next);
        makeCalls();
    }

    /** Makes the calls on one thread at a time. */
    private void makeCalls() {
        if (due.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            while (holds.get() <= 0 && !calls.isEmpty()) {
                calls.remove().run();
            }
            seen = due.addAndGet(-seen);
        } while (seen > 0);
    }

    @Override
    public void readOn() {
        holds.decrementAndGet();
        execute(this::makeCalls);
    }

    @Override
    public void cancel() {
        cancel.run();
    }
}
