package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eventsource.impl.address.TlsServer;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Calls;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;
import org.eventsource.itests.support.SelfSigned;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which thread does the work of a client: a thread that waits for all connections must not wait for one of them. */
class OwnHttpClientsTest {

    private static final String SELECTOR = "-SelectorManager";

    private final ThreadPoolExecutor executor =
            (ThreadPoolExecutor) Executors.newCachedThreadPool(OwnHttpClientsTest::daemon);
    private final OwnHttpClients clients =
            new OwnHttpClients(ClientSettings.NONE, executor, OwnHttpClientsTest::daemon);
    private final CompletableFuture<String> thread = new CompletableFuture<>();
    private RunningClient client;

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "executor");
        thread.setDaemon(true);
        return thread;
    }

    @AfterEach
    void stop() {
        client.stop().run();
        executor.shutdownNow();
    }

    /** @param sent is called when the request has been given to the client */
    private void send(URI uri, Runnable sent) {
        JdkClient owner = new JdkClient(executor, OwnHttpClientsTest::daemon);
        JdkExchange exchange = new JdkExchange(owner, new Calls(), executor, ApplicationExecutor.on(executor));
        HttpClient http = client.carry(exchange);
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        HttpResponse.BodyHandler<Void> handler = info -> {
            thread.complete(Thread.currentThread().getName());
            return BodySubscribers.discarding();
        };
        CompletableFuture<HttpResponse<Void>> response = http.sendAsync(request, handler);
        sent.run();
        response.join();
        client.over(exchange);
    }

    private String thread() throws Exception {
        return thread.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_plain_client_reads_on_its_selector_thread() throws Exception {
        client = clients.startPlain();
        // If the answer came sooner, the thread that sends would handle it.
        Gate sent = new Gate();
        try (SseServer server = SseServer.start().on("/", connection -> {
            sent.await();
            await().atMost(Patience.LIMIT).until(() -> executor.getActiveCount() == 0);
            connection.stream("data: x\n\n");
        })) {
            send(server.uri("/"), sent::open);
        }

        assertThat(thread()).endsWith(SELECTOR);
    }

    @Test
    void a_plain_client_has_no_tls() throws Exception {
        client = clients.startPlain();
        JdkClient owner = new JdkClient(executor, OwnHttpClientsTest::daemon);
        JdkExchange exchange = new JdkExchange(owner, new Calls(), executor, ApplicationExecutor.on(executor));
        SSLContext context = client.carry(exchange).sslContext();
        client.over(exchange);

        assertThatThrownBy(context::createSSLEngine).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void a_certificate_is_checked_on_the_executor() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Checking()}, null);
        client = clients.startSecure(context);
        try (TlsServer server = new TlsServer(SelfSigned.context("ip:127.0.0.1"))) {
            send(server.uri("127.0.0.1"), () -> {});
        }

        assertThat(thread()).isEqualTo("executor");
    }

    /** Trusts everyone, and records the thread of the check. */
    private final class Checking extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
            thread.complete(Thread.currentThread().getName());
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
            thread.complete(Thread.currentThread().getName());
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            thread.complete(Thread.currentThread().getName());
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
