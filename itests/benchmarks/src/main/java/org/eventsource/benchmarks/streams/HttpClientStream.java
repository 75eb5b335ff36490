package org.eventsource.benchmarks.streams;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A limit: what {@code java.net.http} pushes, and a bare scan, in the client's own thread or in one that the bytes are
 * handed to, as the bytes of ours are.
 */
final class HttpClientStream implements Contestant {

    private final Executor scanning;
    private final HttpClient client = HttpClient.newBuilder()
            .executor(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                Thread thread = new Thread(task, "http");
                thread.setDaemon(true);
                return thread;
            }))
            .build();

    private HttpClientStream(Executor scanning) {
        this.scanning = scanning;
    }

    static HttpClientStream inItsThread() {
        return new HttpClientStream(Runnable::run);
    }

    static HttpClientStream handedOver() {
        return new HttpClientStream(Threads::start);
    }

    @Override
    public AutoCloseable open(URI url, StreamListener listener) {
        Scanning subscriber = new Scanning(scanning, new BareScan(listener));
        HttpRequest request = HttpRequest.newBuilder(url)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "text/event-stream")
                .build();
        var unused = client.sendAsync(request, BodyHandlers.fromSubscriber(subscriber));
        return subscriber::cancel;
    }

    private static final class Scanning implements Subscriber<List<ByteBuffer>> {

        private final Executor executor;
        private final BareScan scan;
        private byte[] bytes = {};
        private volatile @Nullable Subscription subscription;

        Scanning(Executor executor, BareScan scan) {
            this.executor = executor;
            this.scan = scan;
        }

        @Override
        public void onSubscribe(Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            executor.execute(() -> {
                buffers.forEach(this::scan);
                Subscription current = subscription;
                if (current != null) {
                    current.request(1);
                }
            });
        }

        private void scan(ByteBuffer buffer) {
            int length = buffer.remaining();
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            buffer.get(bytes, 0, length);
            scan.feed(bytes, 0, length);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}

        void cancel() {
            Subscription current = subscription;
            if (current != null) {
                current.cancel();
            }
        }
    }
}
