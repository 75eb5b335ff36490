package org.eventsource.benchmarks.streams;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.concurrent.Flow;
import org.eventsource.EventSource;
import org.eventsource.EventStream;
import org.eventsource.MessageEvent;
import org.eventsource.TransportKind;
import org.jspecify.annotations.Nullable;

/** Our stream, whose messages are taken: in a loop on a thread, or by a subscriber. */
enum OursTaken implements Contestant {
    IN_A_LOOP {
        @Override
        public AutoCloseable open(URI url, StreamListener listener) {
            EventStream stream = builder(url).stream();
            Thread thread = new Thread(() -> stream.forEach(message -> listener.onData(message.data())), "taking");
            thread.setDaemon(true);
            thread.start();
            return stream;
        }
    },
    BY_A_SUBSCRIBER {
        @Override
        public AutoCloseable open(URI url, StreamListener listener) {
            Subscriber subscriber = new Subscriber(listener);
            builder(url).publisher().subscribe(subscriber);
            return subscriber::cancel;
        }
    };

    private static EventSource.Builder builder(URI url) {
        return EventSource.builder(url).transport(TransportKind.JDK).onError(error -> {});
    }

    /** Requests as libraries do: some messages first, and as many again each time when half of them came. */
    private static final class Subscriber implements Flow.Subscriber<MessageEvent> {

        private static final int SOME = 256;

        private final StreamListener listener;
        private volatile Flow.@Nullable Subscription subscription;
        private int left = SOME;

        Subscriber(StreamListener listener) {
            this.listener = listener;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(SOME);
        }

        @Override
        public void onNext(MessageEvent message) {
            listener.onData(message.data());
            left--;
            if (left == SOME / 2) {
                left += SOME / 2;
                requireNonNull(subscription).request(SOME / 2);
            }
        }

        void cancel() {
            requireNonNull(subscription).cancel();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
