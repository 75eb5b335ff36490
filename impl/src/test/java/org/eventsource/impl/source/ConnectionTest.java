package org.eventsource.impl.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eventsource.ErrorEvent;
import org.eventsource.ReadyState;
import org.eventsource.TransportKind;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.Transport;
import org.junit.jupiter.api.Test;

/** A connection over a transport that acts at the worst time. */
class ConnectionTest extends SourceOnManualTime {

    private final List<String> heard = new ArrayList<>();

    private final AtomicBoolean busy = new AtomicBoolean();

    private Connection connection() {
        return new Connection(settings(), ports(executor), new Heard(), releases::incrementAndGet);
    }

    @Test
    void does_not_connect_when_it_was_closed_before() throws Exception {
        Connection connection = connection();
        connection.close();
        connection.start();
        settle();

        assertThat(connection.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(attempts).hasValue(0);
        assertThat(server.pendingRequests()).isEmpty();
        assertThat(timer.isIdle()).isTrue();
        assertThat(releases).hasValue(1);
        assertThat(heard).isEmpty();
    }

    @Test
    void cancels_the_exchange_during_whose_beginning_it_was_closed() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AtomicReference<Connection> connection = new AtomicReference<>();
        Transport transport = opening(handler -> {
            connection.get().close();
            return new Exchange() {
                @Override
                public void readOn() {}

                @Override
                public void cancel() {
                    cancelled.set(true);
                }
            };
        });
        Ports ports = new Ports(transport, ApplicationExecutor.on(executor), timer, random);
        connection.set(new Connection(settings(), ports, new Heard(), releases::incrementAndGet));
        connection.get().start();

        assertThat(connection.get().readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(cancelled).isTrue();
        assertThat(timer.isIdle()).isTrue();
        assertThat(releases).hasValue(1);
    }

    @Test
    void hears_nothing_of_an_attempt_that_was_given_up() {
        List<ExchangeHandler> handlers = new ArrayList<>();
        Transport transport = opening(handler -> {
            handlers.add(handler);
            return Exchange.NONE;
        });
        Ports ports = new Ports(transport, ApplicationExecutor.on(executor), timer, random);
        Connection connection = new Connection(settings(), ports, new Heard(), releases::incrementAndGet);
        connection.start();
        handlers.get(0).onFailure(new IllegalStateException("on purpose"));
        heard.clear();
        byte[] event = "data: x\n\n".getBytes(US_ASCII);
        handlers.get(0).onBytes(event, 0, event.length);

        assertThat(heard).isEmpty();
        connection.close();
    }

    @Test
    void does_not_give_up_while_a_message_is_not_handled() {
        giveUpAfter = Duration.ofSeconds(1);
        Connection connection = losingWhileBusy();
        timer.advance(giveUpAfter);

        assertThat(connection.readyState()).isEqualTo(ReadyState.CONNECTING);
        connection.close();
    }

    @Test
    void has_the_whole_time_to_connect_when_messages_are_handled_again() {
        giveUpAfter = Duration.ofSeconds(1);
        Connection connection = losingWhileBusy();
        timer.advance(giveUpAfter);
        busy.set(false);
        connection.goOn();
        timer.advance(Duration.ofMillis(999));
        assertThat(connection.readyState()).isEqualTo(ReadyState.CONNECTING);
        timer.advance(Duration.ofMillis(1));

        assertThat(connection.readyState()).isEqualTo(ReadyState.CLOSED);
    }

    /** Returns a connection that has lost its first attempt. It runs all tasks on the thread of the test. */
    private Connection losingWhileBusy() {
        busy.set(true);
        Transport transport = opening(handler -> {
            handler.onFailure(new IllegalStateException("on purpose"));
            return Exchange.NONE;
        });
        Ports ports = new Ports(transport, ApplicationExecutor.on(Runnable::run), timer, random);
        Connection connection = new Connection(settings(), ports, new Heard(), releases::incrementAndGet);
        connection.start();
        return connection;
    }

    private static Transport opening(Function<ExchangeHandler, Exchange> exchange) {
        return new Transport() {
            @Override
            public Exchange open(Callable<Request> request, ExchangeHandler handler) {
                return exchange.apply(handler);
            }

            @Override
            public TransportKind kind() {
                return TransportKind.JDK;
            }

            @Override
            public boolean sendsExactly(String lastEventId) {
                return true;
            }
        };
    }

    private final class Heard implements Outlet {

        @Override
        public void onOpen(String origin, HttpHeaders headers, String sentId) {
            heard.add("open");
        }

        @Override
        public void onRead() {
            heard.add("bytes");
        }

        @Override
        public void onEvent(String type, String data, String lastEventId) {
            heard.add(type);
        }

        @Override
        public boolean isBusy() {
            return busy.get();
        }

        @Override
        public void onError(ErrorEvent event) {
            heard.add("error");
        }

        @Override
        public boolean notifies(ReadyState state) {
            return true;
        }
    }
}
