package org.eventsource.impl.rest;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.ResponseProcessingException;
import jakarta.ws.rs.core.MediaType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.eventsource.impl.transport.BlockingThreads;
import org.eventsource.impl.transport.Causes;
import org.eventsource.impl.transport.Demand;
import org.eventsource.impl.transport.Exchange;
import org.eventsource.impl.transport.ExchangeException;
import org.eventsource.impl.transport.ExchangeHandler;
import org.eventsource.impl.transport.Request;
import org.eventsource.impl.transport.RequestBody;
import org.eventsource.impl.transport.Response;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/** One exchange over a blocking client, and the thread that reads its response. */
final class RestExchange implements Exchange {

    private static final System.Logger LOGGER = System.getLogger(RestExchange.class.getPackageName());

    /** The buffer starts small and doubles when a read fills it, so a quiet stream uses little memory. */
    private static final int SMALLEST_BUFFER = 512;

    private static final int LARGEST_BUFFER = 16 * 1024;

    /** How many bytes may wait for the next read. Less than the smallest buffer, so there is room for that read. */
    private static final int MOST_WAITING = 256;

    private final ExchangeClient client;
    private final BlockingThreads threads;
    private final Consumer<RestExchange> leave;
    private final Callable<Request> request;
    private final ExchangeHandler handler;
    private final ReaderPhase phase = new ReaderPhase();
    private final Demand demand = new Demand();
    private final Thread reader;
    private final ResponseHead head;

    /** Referenced while the body is read: CXF stops the client when this object is garbage. */
    private Invocation.@Nullable Builder invocation;

    /** Whether the client would leave its connection open if it were interrupted or closed now. */
    private volatile boolean leavesConnection;

    /** Whether the body is left unread. Used by the reading thread only. */
    private boolean unread;

    /** How many bytes of the body were read. Used by the reading thread only. */
    private long received;

    /**
     * An exchange that is not yet {@linkplain #start started}.
     *
     * @param leave is called when the exchange is cancelled while its reading thread runs the client's code
     */
    RestExchange(
            ExchangeClient client,
            BlockingThreads threads,
            Consumer<RestExchange> leave,
            Callable<Request> request,
            ExchangeHandler handler) {
        this.client = client;
        this.threads = threads;
        this.leave = leave;
        this.request = request;
        this.handler = handler;
        this.head = new ResponseHead(handler::onSending, this::reader);
        this.reader = threads.factory().newThread(this::run);
    }

    void start() {
        reader.start();
    }

    @Override
    public void readOn() {
        demand.readOn();
    }

    @Override
    public void cancel() {
        boolean inClient = phase.cancel();
        demand.end();
        retireIfCancelled();
        if (inClient) {
            if (threads.interruptible()) {
                interruptReader();
            }
            leave.accept(this);
        }
    }

    /** If this exchange may close the client to free its thread, the next exchange needs another client. */
    private void retireIfCancelled() {
        if (phase.isCancelled() && !threads.interruptible()) {
            client.retire();
        }
    }

    /** Ends the client's read, if the client can do that. May block. */
    void freeReader() {
        if (!leavesConnection) {
            head.disconnect();
            client.close();
        }
    }

    /** Returns whether the client would leave its connection open now. It does not once the response came. */
    boolean leavesConnection() {
        return leavesConnection;
    }

    void interruptReader() {
        if (!leavesConnection) {
            reader.interrupt();
        }
    }

    Thread reader() {
        return reader;
    }

    private void run() {
        boolean asked = false;
        try {
            Request toSend = request.call();
            asked = true;
            exchange(toSend);
        } catch (Throwable e) {
            // Errors too: otherwise the source would not be notified of what a supplier or the client throws.
            if (asked) {
                retireAfter(e);
            }
            Throwable reason = client.isClosedByApplication()
                    ? ExchangeException.forGood("the application has closed the Jakarta REST client of this source", e)
                    : reason(e);
            finish(() -> handler.onFailure(reason));
        } finally {
            retireIfCancelled();
            client.over();
        }
    }

    /**
     * After an error, or an exception that is not about the network, the client may no longer work: some close what all
     * their exchanges need. A client of ours is then not used again.
     */
    private void retireAfter(Throwable thrown) {
        boolean isNetwork = Causes.contain(thrown, IOException.class) && !Causes.contain(thrown, Error.class);
        if (!isNetwork && !phase.isCancelled()) {
            client.retire();
        }
    }

    private void exchange(Request request) throws IOException {
        InputStream body;
        try {
            body = get(request);
        } catch (RuntimeException e) {
            // Some clients fail because of a response that we refuse anyway, such as one with an unknown status.
            Response response = head.response(request.compression());
            leaveUnread();
            if (head.isUnanswered()) {
                throw new IOException("the connection ended before a response", e);
            } else if (response == null) {
                throw e;
            }
            boolean lasting = head.isWhole() && !isLoss(e);
            finish(() -> handler.onUnreadable(response, reason(e), lasting));
            return;
        } catch (Error e) {
            leaveUnread();
            throw e;
        }
        try {
            Response response = head.response(request.compression());
            if (response == null) {
                throw new IOException("the client returned no HTTP response");
            }
            if (isWanted(response)) {
                read(body);
            }
        } finally {
            discard(body);
            Reference.reachabilityFence(invocation);
        }
    }

    /**
     * Returns whether the connection may be the cause. A {@link ZipException} is an {@code IOException}, but its cause
     * is the content.
     */
    private static boolean isLoss(Throwable thrown) {
        return Causes.contain(thrown, IOException.class) && !Causes.contain(thrown, ZipException.class);
    }

    private static Throwable reason(Throwable thrown) {
        return thrown instanceof ProcessingException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private boolean isWanted(Response response) {
        boolean wanted = !phase.isCancelled() && handler.onResponse(response);
        if (!wanted) {
            unread = true;
            phase.end();
        }
        return wanted;
    }

    /** Returns the body; empty if the client returns none. */
    private InputStream get(Request request) throws IOException {
        Invocation.Builder asking = invocation(request);
        invocation = asking;
        leavesConnection = ClientQuirks.leavesConnection(asking);
        if (!enterClient()) {
            leavesConnection = false;
            return InputStream.nullInputStream();
        }
        try {
            InputStream body = sent(request, asking);
            return body == null ? InputStream.nullInputStream() : body;
        } catch (WebApplicationException e) {
            e.getResponse().close();
            throw e;
        } catch (ResponseProcessingException e) {
            e.getResponse().close();
            throw e;
        } finally {
            phase.leaveClient();
            leavesConnection = false;
        }
    }

    /** A body of no bytes, too, keeps some clients from sending the request twice. */
    private static @Nullable InputStream sent(Request request, Invocation.Builder asking) {
        if (request.method().isGet()) {
            return asking.get(InputStream.class);
        }
        RequestBody body = request.body();
        Entity<byte[]> entity = body == null
                ? Entity.entity(new byte[0], MediaType.APPLICATION_OCTET_STREAM_TYPE)
                : Entity.entity(body.bytes(), MediaType.valueOf(body.type()));
        return ClientQuirks.sendingOnce(asking).method(request.method().name(), entity, InputStream.class);
    }

    private Invocation.Builder invocation(Request request) {
        Invocation.Builder asking = ClientQuirks.withoutRedirects(head.of(client.request(request.uri())));
        request.forEachHeader(asking::header);
        return request.ownOrigin() ? asking : ForeignOrigin.of(request, asking);
    }

    private void read(InputStream body) throws IOException {
        byte[] buffer = new byte[SMALLEST_BUFFER];
        for (int length = next(body, buffer); length >= 0; length = next(body, buffer)) {
            if (!handler.onBytes(buffer, 0, length)) {
                demand.await();
            }
            if (length == buffer.length && length < LARGEST_BUFFER) {
                buffer = new byte[2 * length];
            }
        }
        if (received < head.length()) {
            throw new EOFException("the connection ended within the body");
        }
        finish(handler::onEnd);
    }

    /**
     * Reads until there is something to pass on. Returns the number of bytes, or -1 if the body has ended or the
     * exchange was cancelled.
     */
    private int next(InputStream body, byte[] buffer) throws IOException {
        if (!enterClient()) {
            return -1;
        }
        try {
            int filled = 0;
            int length = body.read(buffer);
            while (length >= 0) {
                received += length;
                filled += length;
                if (filled > MOST_WAITING || !handler.mayWait(buffer, filled - length, length)) {
                    return filled;
                }
                length = body.read(buffer, filled, buffer.length - filled);
            }
            // After the end, a stream returns the end again.
            return filled > 0 ? filled : -1;
        } finally {
            phase.leaveClient();
        }
    }

    private boolean enterClient() {
        // A listener may have left an interrupt. It is not meant for the client.
        Thread.interrupted();
        return phase.enterClient();
    }

    private void finish(Runnable lastCall) {
        if (phase.end()) {
            lastCall.run();
        }
    }

    /** Releases the connection of a response whose body the client has not returned. */
    private void leaveUnread() {
        unread = true;
        discard(head.body());
        Thread.interrupted();
    }

    private void discard(InputStream body) {
        // First release the connection: on close, some clients read the stream to its end.
        boolean cancelled = phase.isCancelled();
        if ((cancelled || unread) && threads.interruptible()) {
            reader.interrupt();
        } else if (cancelled) {
            freeReader();
        } else if (unread) {
            head.disconnect();
        }
        try {
            body.close();
        } catch (IOException e) {
            LOGGER.log(DEBUG, "An unread stream could not be closed", ForeignText.of(e));
        }
    }
}
