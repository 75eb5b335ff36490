package org.eventsource.impl.jdk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The body of a request that is sent once. The client of the JDK repeats a GET by itself if its connection ended
 * without a response, and no setting prevents it. It gets the length of the body once for each time that it sends the
 * request, as the tests have seen on Java 17 and 25. So the second time fails.
 */
final class SentOnce implements BodyPublisher {

    private final BodyPublisher body;
    private final AtomicBoolean sent = new AtomicBoolean();

    SentOnce(BodyPublisher body) {
        this.body = body;
    }

    /** Returns the body of a request that is sent once; empty for any other request. */
    static Optional<SentOnce> of(HttpRequest request) {
        return request.bodyPublisher().filter(SentOnce.class::isInstance).map(SentOnce.class::cast);
    }

    /** Returns the body for a request that replaces this one, of which no part was sent. */
    SentOnce unsent() {
        return new SentOnce(body);
    }

    @Override
    public long contentLength() {
        if (sent.getAndSet(true)) {
            throw new UncheckedIOException(new IOException("the request was sent and is not repeated"));
        }
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        body.subscribe(subscriber);
    }
}
