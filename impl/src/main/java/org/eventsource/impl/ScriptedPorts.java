package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.eventsource.TransportKind;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.Response;
import org.eventsource.impl.transport.Transport;
import org.eventsource.spi.ScriptedTransport;

/** The ports of sources whose connections and whose clock are scripted by a test. */
final class ScriptedPorts {

    private ScriptedPorts() {}

    /** Returns ports with delays that have no random part. */
    static Ports of(ScriptedTransport scripted, String key, ApplicationExecutor application) {
        ApplicationExecutor counted = counted(scripted, application);
        return new Ports(new ScriptedExchanges(scripted, key, counted), counted, new ScriptedTimer(scripted), () -> 0);
    }

    private static ApplicationExecutor counted(ScriptedTransport scripted, ApplicationExecutor application) {
        return (task, rejected) -> {
            Runnable ended = scripted.submitted();
            application.execute(
                    () -> {
                        try {
                            task.run();
                        } finally {
                            ended.run();
                        }
                    },
                    rejection -> {
                        ended.run();
                        rejected.accept(rejection);
                    });
        };
    }

    private record ScriptedTimer(ScriptedTransport scripted) implements Timer {

        @Override
        public Instant now() {
            return scripted.now();
        }

        @Override
        public long nanoTime() {
            return ChronoUnit.NANOS.between(Instant.EPOCH, scripted.now());
        }

        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            return scripted.schedule(delay, task);
        }
    }

    private record ScriptedExchanges(ScriptedTransport scripted, String key, ApplicationExecutor executor)
            implements Transport {

        @Override
        public Exchange open(Callable<Request> request, ExchangeHandler handler) {
            Runnable cancel = scripted.connect(key, new ScriptedAttempt(request, handler, executor));
            return cancel::run;
        }

        @Override
        public TransportKind kind() {
            return TransportKind.JDK;
        }

        @Override
        public boolean sendsExactly(String lastEventId) {
            return HeaderSyntax.isVisibleAscii(lastEventId);
        }
    }

    private record ScriptedAttempt(Callable<Request> asking, ExchangeHandler handler, ApplicationExecutor executor)
            implements ScriptedTransport.Attempt {

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
            handler.onBytes(bytes, 0, bytes.length);
        }

        @Override
        public void end() {
            handler.onEnd();
        }

        @Override
        public void fail(Throwable cause) {
            handler.onFailure(cause);
        }
    }
}
