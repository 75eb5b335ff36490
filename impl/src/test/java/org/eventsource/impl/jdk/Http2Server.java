package org.eventsource.impl.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eventsource.itests.support.Gate;
import org.eventsource.itests.support.Patience;

/** A server over TLS with HTTP/2, whose streams the test decides, and with HTTP/1.1. */
final class Http2Server implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector;
    private final BlockingQueue<HttpVersion> requests = new LinkedBlockingQueue<>();
    private final Gate left = new Gate();
    private volatile boolean silent;
    private volatile int refusal;

    private Http2Server(SSLContext keys, int maxStreams, Consumer<Stream> onStream) {
        HttpConfiguration https = new HttpConfiguration();
        https.addCustomizer(new SecureRequestCustomizer(false));
        RawHTTP2ServerConnectionFactory http2 = new RawHTTP2ServerConnectionFactory(https, new Streams(onStream));
        http2.setMaxConcurrentStreams(maxStreams);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(keys);
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(tls, alpn.getProtocol()),
                alpn,
                http2,
                new HttpConnectionFactory(https));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Http1());
    }

    static Http2Server start(SSLContext keys, int maxStreams, Consumer<Stream> onStream) throws Exception {
        Http2Server server = new Http2Server(keys, maxStreams, onStream);
        server.server.start();
        return server;
    }

    /** Answers with headers and sends nothing else. */
    static void answer(Stream stream) {
        HttpFields headers = HttpFields.build().put("Content-Type", "text/event-stream");
        stream.headers(
                new HeadersFrame(
                        stream.getId(), new MetaData.Response(200, null, HttpVersion.HTTP_2, headers), null, false),
                Callback.NOOP);
    }

    /** Answers with a header that only HTTP/1.1 has. Jetty would leave out a header that it knows. */
    static Consumer<Stream> answeringWith(String prohibited) {
        HttpFields headers = HttpFields.build()
                .put("Content-Type", "text/event-stream")
                .add(new HttpField((HttpHeader) null, prohibited, "keep-alive"));
        return stream -> stream.headers(
                new HeadersFrame(
                        stream.getId(), new MetaData.Response(200, null, HttpVersion.HTTP_2, headers), null, false),
                Callback.from(() ->
                        stream.data(new DataFrame(stream.getId(), UTF_8.encode("data: x\n\n"), false), Callback.NOOP)));
    }

    /** Answers with a status and no body. */
    static Consumer<Stream> refusing(int status) {
        return stream -> stream.headers(
                new HeadersFrame(
                        stream.getId(),
                        new MetaData.Response(status, null, HttpVersion.HTTP_2, HttpFields.EMPTY),
                        null,
                        true),
                Callback.NOOP);
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + connector.getLocalPort() + "/");
    }

    /** The protocols of the requests, in order. */
    BlockingQueue<HttpVersion> requests() {
        return requests;
    }

    /** Returns after that many requests. */
    void awaitRequests(int count) {
        await().atMost(Patience.LIMIT).until(() -> requests.size() >= count);
    }

    /** Answers no request over HTTP/1.1. */
    void beSilent() {
        silent = true;
    }

    /** Answers all requests over HTTP/1.1 with a status, as a server may that has HTTP/2 only. */
    void refuseHttp1(int status) {
        refusal = status;
    }

    /** Returns when a client of HTTP/1.1 has closed its connection. */
    void awaitLeaving() throws InterruptedException {
        left.await();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private final class Streams implements ServerSessionListener {

        private final Consumer<Stream> onStream;

        Streams(Consumer<Stream> onStream) {
            this.onStream = onStream;
        }

        @Override
        public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
            requests.add(HttpVersion.HTTP_2);
            onStream.accept(stream);
            return Stream.Listener.AUTO_DISCARD;
        }
    }

    private final class Http1 extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            requests.add(request.getConnectionMetaData().getHttpVersion());
            if (refusal != 0) {
                response.setStatus(refusal);
                callback.succeeded();
                return true;
            }
            // A client that waits for events sends only the end of its connection.
            request.getConnectionMetaData()
                    .getConnection()
                    .getEndPoint()
                    .fillInterested(Callback.from(left::open, failure -> left.open()));
            if (!silent) {
                response.getHeaders().put("Content-Type", "text/event-stream");
                response.write(false, ByteBuffer.wrap("data: x\n\n".getBytes(UTF_8)), Callback.NOOP);
            }
            return true;
        }
    }
}
