package org.eventsource.impl.address;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.eventsource.itests.support.Patience;
import org.eventsource.testing.SseRequest;

/** Answers one request with an event, and records the name that its client sent with SNI. */
public final class TlsServer implements AutoCloseable {

    private final SSLServerSocket listener;
    private final CompletableFuture<String> name = new CompletableFuture<>();

    public TlsServer(SSLContext context) throws IOException {
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    public URI uri(String host) {
        return URI.create("https://" + host + ":" + listener.getLocalPort() + "/");
    }

    String requestedName() throws Exception {
        return name.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void serve() {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
            ExtendedSSLSession session = (ExtendedSSLSession) socket.getSession();
            // A client sends no name for an address.
            name.complete(session.getRequestedServerNames().stream()
                    .map(sent -> ((SNIHostName) sent).getAsciiName())
                    .findFirst()
                    .orElse(""));
            SseRequest.read(socket.getInputStream());
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ndata: x\n\n".getBytes(UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            name.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
