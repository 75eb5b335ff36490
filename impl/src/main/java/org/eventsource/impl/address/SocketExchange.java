package org.eventsource.impl.address;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.eventsource.impl.transport.Demand;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 exchange over a socket to one of several addresses. It occupies the thread that runs it. */
final class SocketExchange implements Exchange {

    private static final System.Logger LOGGER = System.getLogger(SocketExchange.class.getPackageName());

    private static final int BUFFER = 16 * 1024;

    /** Returns certificates and keys. */
    @FunctionalInterface
    interface Tls {

        SSLContext context() throws IOException;
    }

    private final Request request;
    private final List<InetAddress> addresses;
    private final int connectMillis;
    private final Tls tls;
    private final ExchangeHandler handler;
    private final Demand demand = new Demand();
    private volatile @Nullable Socket socket;
    private volatile boolean cancelled;

    SocketExchange(Request request, List<InetAddress> addresses, int connectMillis, Tls tls, ExchangeHandler handler) {
        this.request = request;
        this.addresses = addresses;
        this.connectMillis = connectMillis;
        this.tls = tls;
        this.handler = handler;
    }

    static int port(URI uri) {
        return uri.getPort() != -1 ? uri.getPort() : isSecure(uri) ? 443 : 80;
    }

    private static boolean isSecure(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    /** Runs the exchange to its end. If no address accepts a connection, fails with {@code causeIfNone}. */
    void run(Throwable causeIfNone) {
        try {
            Socket connected = connected();
            if (connected == null) {
                failed(causeIfNone);
            } else {
                exchange(connected);
            }
        } catch (IOException | RuntimeException | Error e) {
            // Errors too: otherwise the source would not be notified.
            failed(e);
        } finally {
            close();
        }
    }

    private void failed(Throwable cause) {
        if (!cancelled) {
            handler.onFailure(cause);
        }
    }

    private @Nullable Socket connected() throws IOException {
        for (InetAddress address : addresses) {
            // Not a SOCKS proxy: the first transport has used none.
            Socket next = new Socket(Proxy.NO_PROXY);
            socket = next;
            if (cancelled) {
                next.close();
            }
            try {
                next.connect(new InetSocketAddress(address, port(request.uri())), connectMillis);
                next.setTcpNoDelay(true);
                return next;
            } catch (IOException e) {
                LOGGER.log(DEBUG, () -> "%s accepts no connection".formatted(address), ForeignText.of(e));
                next.close();
            }
        }
        return null;
    }

    private void exchange(Socket connected) throws IOException {
        Socket carrier = isSecure(request.uri()) ? secured(connected) : connected;
        carrier.getOutputStream().write(head().getBytes(UTF_8));
        if (request.body() != null) {
            carrier.getOutputStream().write(request.body().bytes());
        }
        carrier.getOutputStream().flush();
        InputStream in = new BufferedInputStream(carrier.getInputStream(), BUFFER);
        ResponseHead head = ResponseHead.read(in);
        if (cancelled) {
            return;
        }
        InputStream body;
        try {
            body = head.body(in);
        } catch (ProtocolException e) {
            handler.onUnreadable(head.response(), e, true);
            return;
        }
        if (handler.onResponse(head.response())) {
            read(body);
        }
    }

    /** Uses the name, not the address, for SNI and for the check of the certificate. */
    private SSLSocket secured(Socket connected) throws IOException {
        SSLSocket secured = (SSLSocket) tls.context()
                .getSocketFactory()
                .createSocket(connected, request.uri().getHost(), port(request.uri()), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private String head() {
        URI uri = request.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String host = uri.getPort() == -1 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
        StringBuilder head = new StringBuilder(request.method().name())
                .append(' ')
                .append(path)
                .append(query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\nConnection: close\r\n");
        request.forEachHeader(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!request.method().isGet()) {
            addContent(head, request.body());
        }
        return head.append("\r\n").toString();
    }

    private static void addContent(StringBuilder head, @Nullable RequestBody body) {
        if (body != null) {
            head.append("Content-Type: ").append(body.type()).append("\r\n");
        }
        head.append("Content-Length: ")
                .append(body == null ? 0 : body.bytes().length)
                .append("\r\n");
    }

    private void read(InputStream body) throws IOException {
        byte[] bytes = new byte[BUFFER];
        for (int length = body.read(bytes); length >= 0; length = body.read(bytes)) {
            if (cancelled) {
                return;
            }
            if (!handler.onBytes(bytes, 0, length)) {
                demand.await();
            }
        }
        if (!cancelled) {
            handler.onEnd();
        }
    }

    /** Closes the socket below TLS. The close of a TLS socket may wait for a thread that reads. */
    private void close() {
        Socket used = socket;
        if (used != null) {
            try {
                used.close();
            } catch (IOException e) {
                LOGGER.log(DEBUG, "A socket could not be closed", ForeignText.of(e));
            }
        }
    }

    @Override
    public void readOn() {
        demand.readOn();
    }

    @Override
    public void cancel() {
        cancelled = true;
        demand.end();
        close();
    }
}
