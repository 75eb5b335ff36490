package org.eventsource.itests.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Accepts connections of TLS on 127.0.0.1 and passes them on to a server without TLS. */
public final class TlsRelay extends Relay {

    private final int target;
    private final List<String> clients = new CopyOnWriteArrayList<>();

    private TlsRelay(SSLServerSocket listener, int target) {
        super(listener);
        this.target = target;
        accept();
    }

    /**
     * Starts a relay.
     *
     * @param server where connections go, such as a server of a test
     */
    public static TlsRelay to(URI server, SSLContext context) throws IOException {
        return new TlsRelay(listener(context), server.getPort());
    }

    /** Like {@link #to}, and demands a certificate of the client. */
    public static TlsRelay demandingCertificates(URI server, SSLContext context) throws IOException {
        SSLServerSocket listener = listener(context);
        listener.setNeedClientAuth(true);
        return new TlsRelay(listener, server.getPort());
    }

    private static SSLServerSocket listener(SSLContext context) throws IOException {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    public String url(String path) {
        return "https://127.0.0.1:" + port() + path;
    }

    /** Returns the subjects of the certificates of clients, in the order of the connections; empty: none. */
    public List<String> clients() {
        return clients;
    }

    @Override
    void serve(Socket client) throws IOException {
        SSLSocket secure = (SSLSocket) client;
        secure.startHandshake();
        clients.add(subject(secure));
        join(secure, connect("127.0.0.1", target));
    }

    private static String subject(SSLSocket client) {
        try {
            return client.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "";
        }
    }
}
