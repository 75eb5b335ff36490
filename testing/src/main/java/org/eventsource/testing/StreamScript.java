package org.eventsource.testing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a stream, connection by connection. {@link #open}, {@link #fail} and {@link #refuse} each answer one
 * connection, in the order of the calls. A connection for which nothing is scripted yet waits for its answer.
 *
 * <pre>{@code
 * server.stream("/prices").open().id("7").message("tick", "42").cut() // the first connection
 *         .fail(503)                                                  // the second one
 *         .open();                                                    // the third one stays open
 * }</pre>
 *
 * <p>A script can be continued at any time: what is added happens as soon as a connection has come that far. Each
 * method returns this script. Scripts may be used by many threads.
 */
public final class StreamScript {

    private static final Pattern FIELD_LINE = Pattern.compile("[^\\r\\n\\x00]*");
    private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\\r\\n\\x00]*");

    private final BlockingQueue<ScriptedConnection> connections = new LinkedBlockingQueue<>();
    private final Runnable added;

    /** The connection to which steps are added; null: the script has to open one first. */
    private @Nullable ScriptedConnection open;

    /** @param added is called after each addition, by the thread that adds */
    StreamScript(Runnable added) {
        this.added = added;
    }

    /** Answers the next connection with an event stream, which stays open until the script ends or cuts it. */
    public StreamScript open() {
        return add(ScriptedConnection.stream());
    }

    /**
     * Answers the next connection with a response that is no stream, and ends it.
     *
     * @param status from 200 to 599
     * @param headers such as {@code "Retry-After: 1"}
     * @throws IllegalArgumentException if the status is another number, or a header is not a name, a colon and a value
     */
    public StreamScript fail(int status, String... headers) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: not from 200 to 599: " + status);
        }
        List<String> lines = List.of(headers);
        lines.forEach(StreamScript::checkHeader);
        return add(ScriptedConnection.response(status, lines));
    }

    private static void checkHeader(String header) {
        if (!HEADER.matcher(header).matches()) {
            throw new IllegalArgumentException("headers: not a name, a colon and a value: " + header);
        }
    }

    /** Breaks the next connection before the server has sent a response. */
    public StreamScript refuse() {
        return add(ScriptedConnection.response(ScriptedConnection.NO_RESPONSE, List.of()));
    }

    /**
     * Sends an event of the type {@code message}.
     *
     * @param data may have several lines
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript message(String data) {
        return send(data(data) + "\n");
    }

    /**
     * Sends an event of a type.
     *
     * @param type one line
     * @param data may have several lines
     * @throws IllegalArgumentException if the type has several lines
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript message(String type, String data) {
        return send(field("event", requireNonNull(type, "type")) + data(data) + "\n");
    }

    /**
     * Sends the id of the next event. Later events have it, too, until another one is sent.
     *
     * @param id one line; empty: the next events have no id
     * @throws IllegalArgumentException if the id has several lines or a NUL character
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript id(String id) {
        return send(field("id", requireNonNull(id, "id")));
    }

    /**
     * Sends the reconnection time, which applies from now on.
     *
     * @param time in milliseconds, as the stream has it
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript retry(Duration time) {
        return send("retry: " + notNegative(time).toMillis() + "\n");
    }

    /**
     * Sends a text as it is, in UTF-8. It need not end where an event ends.
     *
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript send(String text) {
        return add(new Step.Text(requireNonNull(text, "text")), false);
    }

    /**
     * Lets the connection be silent for a time, before the steps that are added later.
     *
     * @throws IllegalArgumentException if negative
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript pause(Duration time) {
        return add(new Step.Pause(notNegative(time)), false);
    }

    /**
     * Ends the response, as a server does that has nothing more to send. The client connects again.
     *
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript end() {
        return add(new Step.End(), true);
    }

    /**
     * Breaks the connection before the response has ended. The client connects again.
     *
     * @throws IllegalStateException if no connection is scripted to be open
     */
    public StreamScript cut() {
        return add(new Step.Cut(), true);
    }

    private static Duration notNegative(Duration time) {
        if (requireNonNull(time, "time").isNegative()) {
            throw new IllegalArgumentException("time: negative: " + time);
        }
        return time;
    }

    private static String field(String name, String value) {
        if (!FIELD_LINE.matcher(value).matches()) {
            throw new IllegalArgumentException(name + ": has a line end or a NUL character: " + value);
        }
        return name + ": " + value + "\n";
    }

    private static String data(String data) {
        return Arrays.stream(LINE_END.split(requireNonNull(data, "data"), -1))
                .map(line -> "data: " + line + "\n")
                .collect(Collectors.joining());
    }

    private StreamScript add(ScriptedConnection connection) {
        synchronized (this) {
            open = connection.isStreaming() ? connection : null;
            connections.add(connection);
        }
        added.run();
        return this;
    }

    private StreamScript add(Step step, boolean last) {
        synchronized (this) {
            if (open == null) {
                throw new IllegalStateException("the script has no open connection: call open() first");
            }
            open.steps().add(step);
            open = last ? null : open;
        }
        added.run();
        return this;
    }

    /** Forgets the parts that no connection has taken. Steps are not added to a connection any more. */
    synchronized void clear() {
        connections.clear();
        open = null;
    }

    /** Returns the parts that no connection has taken. */
    BlockingQueue<ScriptedConnection> connections() {
        return connections;
    }
}
