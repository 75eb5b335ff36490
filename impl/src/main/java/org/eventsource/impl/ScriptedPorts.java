package org.eventsource.impl;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.eventsource.TransportKind;
import org.eventsource.impl.source.Ports;
import org.eventsource.impl.source.Timer;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.HeaderSyntax;
import org.eventsource.impl.transport.Request;
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
            ScriptedExchange exchange = new ScriptedExchange(request, handler, executor);
            exchange.endWith(scripted.connect(key, exchange));
            return exchange;
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
}
