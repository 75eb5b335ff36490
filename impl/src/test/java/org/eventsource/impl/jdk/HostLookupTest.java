package org.eventsource.impl.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Calls;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.Proxies;
import org.eventsource.impl.transport.Request;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which threads wait for a name server. */
class HostLookupTest {

    private static final URI URI_OF_A_NAME = URI.create("http://example.invalid/");

    private final ExecutorService works = Executors.newCachedThreadPool();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "sending"));
    private final JdkClient client = new JdkClient(works, Thread::new);
    private final ProxySelector usual = ProxySelector.getDefault();
    private final Calls calls = new Calls();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    @AfterEach
    void stop() {
        exchanges.forEach(Exchange::cancel);
        ProxySelector.setDefault(usual);
        client.stop().run();
        works.shutdown();
        threads.shutdown();
    }

    private void open(HostLookup lookup, URI uri) {
        exchanges.add(new JdkTransport(client, works, ApplicationExecutor.on(works), threads, lookup, true)
                .open(() -> new Request(uri, Map.of(), "", true), calls));
    }

    private InetAddress[] note(String host) {
        asked.add(host);
        return new InetAddress[0];
    }

    private static HostLookup lookup(HostLookup.Names names) {
        return new HostLookup(names, Proxies.ofHttp(ProxySelector::getDefault));
    }

    @Test
    void comes_before_the_request_on_a_thread_that_may_wait() throws Exception {
        try (SseServer server = SseServer.start().on("/", connection -> connection.stream(""))) {
            open(
                    lookup(host -> {
                        assertThat(server.pendingRequests()).isEmpty();
                        assertThat(Thread.currentThread().getName()).isEqualTo("sending");
                        return note(host);
                    }),
                    server.uri("/"));

            calls.nextResponse();
            assertThat(asked).containsExactly("127.0.0.1");
        }
    }

    @Test
    void that_finds_nothing_is_a_failure() throws Exception {
        UnknownHostException unknown = new UnknownHostException("example.invalid");
        open(
                lookup(host -> {
                    throw unknown;
                }),
                URI_OF_A_NAME);

        assertThat(calls.nextFailure()).isSameAs(unknown);
    }

    @Test
    void is_left_to_a_proxy() throws Exception {
        ProxySelector.setDefault(
                selecting(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 80))));

        lookup(this::note).of(URI_OF_A_NAME);

        assertThat(asked).isEmpty();
    }

    @Test
    void is_left_to_a_proxy_that_the_application_sets_after_other_sources() throws Exception {
        HostLookup lookup = HostLookup.ofTheSystem(Proxies.ofTheJvm());
        ProxySelector.setDefault(
                selecting(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy", 80))));

        assertThatNoException().isThrownBy(() -> lookup.of(URI_OF_A_NAME));
    }

    @Test
    void is_needed_without_a_proxy() throws Exception {
        ProxySelector.setDefault(selecting(Proxy.NO_PROXY));

        lookup(this::note).of(URI_OF_A_NAME);

        assertThat(asked).containsExactly("example.invalid");
    }

    private static ProxySelector selecting(Proxy proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxy);
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {
                throw new AssertionError(failure);
            }
        };
    }
}
