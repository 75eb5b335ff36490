package org.eventsource.testing.server.application;

import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.Flow;
import org.eventsource.MessageEvent;

/** Sends the messages of a stream to one browser, at the pace of the browser. */
final class Relay implements Flow.Subscriber<MessageEvent> {

    private final Sse sse;
    private final SseEventSink browser;

    @SuppressWarnings("NullAway.Init")
    private Flow.Subscription stream;

    Relay(Sse sse, SseEventSink browser) {
        this.sse = sse;
        this.browser = browser;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        stream = subscription;
        stream.request(1);
    }

    @Override
    public void onNext(MessageEvent message) {
        if (browser.isClosed()) {
            stream.cancel();
            return;
        }
        browser.send(sse.newEvent(message.data())).whenComplete((sent, failure) -> {
            if (failure == null) {
                stream.request(1); // the browser has taken the message
            } else {
                stream.cancel(); // the browser has left
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        browser.close();
    }

    @Override
    public void onComplete() {
        browser.close();
    }
}
