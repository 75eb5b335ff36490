package org.eventsource.impl.jdk;

import static java.util.Objects.requireNonNull;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Subscription;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.RequestMethod;
import org.eventsource.impl.transport.Response;
import org.jspecify.annotations.Nullable;

/** Receives the body from the client, piece by piece. It requests other pieces when some were handled. */
final class JdkExchange implements Exchange, BodySubscriber<@Nullable Void> {

    /**
     * How many pieces the client may read before the first of them is handled. With only one, the client stops to read
     * after each piece, and each request has to wake its selector thread.
     */
    static final int AHEAD = 4;

    private final JdkClient owner;
    private final ExchangeHandler handler;
    private final Executor clientExecutor;
    private final SerialExecutor serial;
    private volatile boolean cancelled;
    private volatile @Nullable RunningClient carrier;
    private volatile @Nullable CompletableFuture<?> head;
    private volatile @Nullable Subscription body;
    private volatile @Nullable Response response;

    /** It is passed on in the serial executor only. */
    private final ReceivedBody received = new ReceivedBody();

    /** Used in the serial executor only. */
    private boolean over;

    JdkExchange(JdkClient owner, ExchangeHandler handler, Executor clientExecutor, ApplicationExecutor application) {
        this.owner = owner;
        this.handler = handler;
        this.clientExecutor = clientExecutor;
        this.serial = new SerialExecutor(application, handler::onRejected, System::nanoTime);
    }

    void sending() {
        handler.onSending();
    }

    void send(RunningClient client, HttpRequest request) throws ExchangeException {
        if (cancelled) {
            return;
        }
        carrier = client;
        HttpClient http = client.carry(this);
        if (http == null) {
            throw new ExchangeException("the HTTP client was stopped", null);
        }
        CompletableFuture<HttpResponse<@Nullable Void>> sent = http.sendAsync(request, this::began);
        head = sent;
        if (cancelled) {
            sent.cancel(true);
        }
        var unused = sent.whenComplete((answer, failure) -> {
            if (failure == null && response == null) {
                // A proxy has refused the tunnel. The client returns that refusal as the response, without a body.
                failed(Proxies.refused(answer.statusCode()));
            } else if (failure != null) {
                unanswered(
                        client,
                        request,
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }

    /** If a server refuses a stream over HTTP/2, the request is sent over an HTTP/1.1 connection of its own. */
    private void unanswered(RunningClient client, HttpRequest request, Throwable failure) {
        if (response == null && isHttp2(request) && maySendAgain(request, failure)) {
            HttpRequest.Builder again =
                    HttpRequest.newBuilder(request, (name, value) -> true).version(HttpClient.Version.HTTP_1_1);
            SentOnce.of(request).ifPresent(body -> again.method(request.method(), body.unsent()));
            sendAgain(client, again.build());
        } else {
            failed(failure);
        }
    }

    private static boolean maySendAgain(HttpRequest request, Throwable failure) {
        boolean mayRepeat = RequestMethod.of(request.method()).isRepeatable()
                && SentOnce.of(request).isEmpty();
        return mayRepeat ? Http2Refusal.is(failure) : Http2Refusal.isUnsent(failure);
    }

    private void sendAgain(RunningClient client, HttpRequest request) {
        try {
            send(client, request);
        } catch (ExchangeException | RuntimeException | Error e) {
            // Otherwise the source would not be notified.
            failed(e);
        }
    }

    private static boolean isHttp2(HttpRequest request) {
        return request.version().filter(HttpClient.Version.HTTP_2::equals).isPresent();
    }

    BodySubscriber<@Nullable Void> began(ResponseInfo info) {
        Response answered = Response.of(info.statusCode(), info.headers().map());
        response = info.version() == HttpClient.Version.HTTP_1_1 ? answered.endingAtLength() : answered;
        return this;
    }

    /** The client completes the call when the headers have arrived. The body arrives by the subscription. */
    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        body = subscription;
        if (cancelled) {
            // Not in the serial executor, which may run nothing more. The close of the connection may have come too
            // early.
            subscription.cancel();
            return;
        }
        Response answer = requireNonNull(response);
        serial.execute(() -> {
            if (!cancelled && !over && handler.onResponse(answer)) {
                subscription.request(AHEAD);
            } else {
                over = true;
                subscription.cancel();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> piece) {
        if (received.add(piece)) {
            begin();
        }
    }

    private void begin() {
        try {
            serial.execute(this::passOn);
        } catch (RuntimeException | Error e) {
            received.notBegun();
            throw e;
        }
    }

    private void passOn() {
        orFail(this::passOnOneRead);
    }

    private void goOnAfterHold() {
        orFail(() -> {
            request(received.takeUnreplaced());
            passOnOneRead();
        });
    }

    /** If the action fails, what was read may be lost, for example because there is no memory. */
    private void orFail(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            serial.execute(() -> finishNow(() -> handler.onFailure(e)));
        }
    }

    /** Passes on one read, and then the next one if the handler wants more. Otherwise {@link #readOn} goes on. */
    private void passOnOneRead() {
        int length = received.join();
        if (cancelled) {
            return;
        }
        if (length == 0 || handler.onBytes(received.bytes(), 0, length)) {
            request(received.takeUnreplaced());
            goOn();
        }
    }

    private void request(int count) {
        if (count > 0 && !cancelled) {
            requireNonNull(body).request(count);
        }
    }

    /** Other reads, and the last call, get a task of their own. This thread may be one that takes messages. */
    private void goOn() {
        Runnable last = received.last();
        if (last != null) {
            serial.execute(() -> finishNow(last));
        } else if (!received.isPassedOn()) {
            serial.execute(this::passOn);
        }
    }

    @Override
    public void readOn() {
        // Each change of the thread costs more than the messages of a read.
        if (!serial.tryRun(this::goOnAfterHold)) {
            serial.execute(this::goOnAfterHold);
        }
    }

    @Override
    public void onComplete() {
        finish(handler::onEnd);
    }

    @Override
    public void onError(Throwable failure) {
        failed(failure);
    }

    void failed(Throwable failure) {
        RunningClient client = carrier;
        if (client != null && !cancelled) {
            owner.failed(client, failure);
        }
        Throwable reported = owner.explained(failure);
        finish(() -> handler.onFailure(reported));
    }

    private void finish(Runnable lastCall) {
        leaveCarrier();
        if (cancelled) {
            return;
        }
        if (received.end(lastCall)) {
            begin();
        }
    }

    private void finishNow(Runnable lastCall) {
        if (!over && !cancelled) {
            over = true;
            lastCall.run();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        leaveCarrier();
        // Not here: the client waits for its selector, or starts threads, while it closes a connection.
        clientExecutor.execute(this::closeConnection);
    }

    private void leaveCarrier() {
        RunningClient client = carrier;
        if (client != null) {
            client.over(this);
        }
    }

    private void closeConnection() {
        CompletableFuture<?> sent = head;
        if (sent != null) {
            sent.cancel(true);
        }
        Subscription subscription = body;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
