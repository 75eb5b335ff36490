package org.eventsource.compare.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the server does to a client. Each scenario is a stream of {@value #EVENTS} events of its own. Each cites the
 * sentence that states what a client does then: of the <a
 * href="https://html.spec.whatwg.org/multipage/server-sent-events.html">WHATWG standard, chapter 9.2</a>, or of the
 * documents of the peers where the standard is silent.
 *
 * <p>Every stream has ids and the field {@code retry: 300}, so that no client waits longer than its own documents have
 * it wait after that.
 */
@SuppressWarnings("ImmutableEnumChecker") // lists that never change
public enum Scenario {
    /**
     * 9.2.6: a block that the end of the stream cuts off, before its final empty line, is discarded. 9.2.3: at the end
     * of the body, the client reconnects; 9.2.4: with {@code Last-Event-ID}.
     */
    CUT("cuts in mid-event", Fault.CUT, Fault.CUT, Fault.CUT),

    /**
     * 9.2.3: at the end of the body, and after a network error, the client reconnects, unless it knows that to be
     * futile. The javadoc of {@code jakarta.ws.rs.sse.SseEventSource}, "Reconnect support", has this for a lost
     * connection.
     */
    RESTART("restart of the server", Fault.RESTART),

    /**
     * RFC 9110, 10.2.3 and 15.6.4: {@code Retry-After} states when the client may repeat the request. The standard,
     * 9.2.3, ends the stream instead. The javadoc of {@code SseEventSource} has the repetition; okhttp-eventsource and
     * Spring's {@code retryWhen} repeat after any status; ours does for the statuses of {@code reconnectOn}.
     */
    BUSY("503 with Retry-After", Fault.BUSY),

    /** 9.2.6: the stream is decoded as UTF-8, whatever the pieces are that it arrives in. */
    TORN("torn UTF-8 characters"),

    /** 9.2.5: a line ends with CR LF, LF, or CR. */
    CR("CR and torn CR LF line ends"),

    /** 9.2.5 and 9.2.6: one leading byte order mark is allowed and ignored. */
    BOM("byte order mark", Fault.DROP),

    /** 9.2.4: the value of {@code Last-Event-ID} is the id, encoded as UTF-8. */
    ACCENTS("ids with accents", Fault.DROP, Fault.DROP),

    /**
     * DOM 2.9, "inner invoke": an exception of a listener is reported, and the dispatch continues. The <a
     * href="https://jakarta.ee/specifications/platform/11/apidocs/jakarta/ws/rs/sse/sseeventsource">javadoc of
     * {@code jakarta.ws.rs.sse.SseEventSource}</a>: an exception of an event consumer "is not an error condition", and
     * "event processing is not stopped". The javadoc of {@code BackgroundEventHandler.onError} has this for
     * okhttp-eventsource. Spring's client has no listener: see {@code Contestant.isAccountableFor}.
     */
    LISTENER("throwing listener"),

    /**
     * No sentence of the standard. Some peers document a time-out for it; see {@code Contestant.isAccountableFor}.
     * 9.2.7 advises servers to send a comment every 15 seconds, which this server does every second except here.
     */
    SILENT("silent half-open connection", Fault.SILENCE),

    /**
     * 9.2.6: the line is discarded when the connection ends in it. 9.2.3: the client reconnects. Both hold for a line
     * of any length, so a failure counts for every client, whatever its reason. HTML, 2.1, on conformance: a user agent
     * may limit input to guard against running out of memory. Spring documents its limit ({@code maxInMemorySize}), we
     * ours ({@code maxEventSize}). Whether a client without a limit passes depends on its heap.
     */
    LINE("endless line", Fault.LINE);

    /** How many events a stream has. */
    public static final int EVENTS = 20;

    /** How many events pass while a client is away; it gets them only if it resumes. */
    static final int MISSED = 3;

    /** How many events are sent before a fault. */
    static final int BEFORE_A_FAULT = 5;

    private static final String RETRY = "retry: 300";
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String title;
    private final List<Fault> faults;

    Scenario(String title, Fault... faults) {
        this.title = title;
        this.faults = List.of(faults);
    }

    /** Returns the name in tables. */
    public String title() {
        return title;
    }

    /** Returns the events of the stream, in order. */
    public List<SentEvent> events() {
        return IntStream.rangeClosed(1, EVENTS).mapToObj(this::event).toList();
    }

    /** Returns whether the listener of the application throws an exception after it has received this event. */
    public boolean listenerThrowsAfter(String data) {
        return this == LISTENER && (data.startsWith("5 ") || data.startsWith("10 "));
    }

    /** Returns the faults of the first connections, one each. */
    List<Fault> faults() {
        return faults;
    }

    private SentEvent event(int number) {
        String text = number + " price " + (100 + number);
        return switch (this) {
            case TORN -> new SentEvent(number, String.valueOf(number), text + " ü € 😀");
            case CR -> new SentEvent(number, String.valueOf(number), text + "\nsecond line");
            case ACCENTS -> new SentEvent(number, "né" + number, text);
            default -> new SentEvent(number, String.valueOf(number), text);
        };
    }

    /** Returns the bytes of an event in pieces: torn within each character that is not ASCII, and after each CR. */
    List<byte[]> pieces(int number) {
        byte[] bytes = bytes(number);
        List<byte[]> pieces = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0 || bytes[i] == '\r') {
                pieces.add(Arrays.copyOfRange(bytes, begin, i + 1));
                begin = i + 1;
            }
        }
        pieces.add(Arrays.copyOfRange(bytes, begin, bytes.length));
        return pieces;
    }

    /** Returns what a connection begins with. */
    byte[] preamble() {
        return this == BOM ? BYTE_ORDER_MARK.clone() : new byte[0];
    }

    /** Returns the bytes of an event. The data is first, and the empty line last. */
    byte[] bytes(int number) {
        SentEvent event = event(number);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        event.data().lines().forEach(line -> bytes.writeBytes(line(number, "data: " + line)));
        bytes.writeBytes(line(number, "id: " + event.id()));
        bytes.writeBytes(line(number, RETRY));
        bytes.writeBytes(line(number, ""));
        return bytes.toByteArray();
    }

    /** Returns a comment, which is not empty: RESTEasy loses the line after an empty one. */
    byte[] comment() {
        return line(EVENTS, ": still here");
    }

    /** CR for the first half of the events of {@link #CR}, CR LF for the second. */
    private byte[] line(int number, String text) {
        String end = this != CR ? "\n" : number <= EVENTS / 2 ? "\r" : "\r\n";
        return (text + end).getBytes(UTF_8);
    }

    /**
     * Returns the first bytes of an event, which is never completed: a third of it, then its data and nothing else,
     * then all of it without the empty line.
     *
     * @param cut how many came before
     */
    byte[] cutEvent(int number, int cut) {
        byte[] whole = bytes(number);
        int length = switch (cut) {
            case 0 -> whole.length / 3;
            case 1 -> line(number, "data: " + event(number).data()).length;
            default -> whole.length - 1;
        };
        return Arrays.copyOf(whole, length);
    }
}
