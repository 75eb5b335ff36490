package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.eventsource.ErrorEvent;
import org.eventsource.ErrorKind;
import org.eventsource.Event;
import org.eventsource.EventSource;
import org.eventsource.EventTooLargeException;
import org.eventsource.ReadyState;
import org.eventsource.itests.support.Gate;
import org.eventsource.testing.SseConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed streams over any transport. The test decides each flush of the server. */
abstract class CompressionBehaviour extends TransportFixture {

    /** How many times a server sends the block below: a terabyte in all, and a gigabyte on the wire. */
    private static final int BLOCKS_OF_A_TERABYTE = 1_000_000;

    private static final int BLOCK = 1_000_000;

    /** Chooses the transport under test. */
    abstract EventSource.Builder choose(EventSource.Builder builder);

    private EventSource.Builder builder() {
        return choose(EventSource.builder(server.uri("/")).reconnectionTime(Duration.ofMillis(100)))
                .addEventListener(Event.class, recorder)
                .compression(true);
    }

    private static void respond(SseConnection connection, String coding) throws IOException {
        connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: " + coding);
    }

    /** Passes each write to the client immediately. */
    private static OutputStream to(SseConnection connection) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                connection.bytes(new byte[] {(byte) octet});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                connection.bytes(Arrays.copyOfRange(bytes, offset, offset + length));
            }
        };
    }

    private static OutputStream encoder(SseConnection connection, String kind) throws IOException {
        return switch (kind) {
            case "gzip", "x-gzip" -> new GZIPOutputStream(to(connection), 512, true);
            case "deflate" -> new DeflaterOutputStream(to(connection), true);
            default ->
                new DeflaterOutputStream(to(connection), new Deflater(Deflater.DEFAULT_COMPRESSION, true), 512, true);
        };
    }

    @Test
    void is_asked_for() throws Exception {
        open(builder());

        assertThat(server.nextRequest().header("Accept-Encoding")).contains("gzip, deflate");
    }

    @Test
    void is_not_asked_for_unless_it_is_set() throws Exception {
        open(builder().compression(false));

        assertThat(server.nextRequest().header("Accept-Encoding").orElse("")).doesNotContain("gzip");
    }

    @Test
    void is_asked_for_as_the_application_says() throws Exception {
        open(builder().header("accept-encoding", "gzip;q=0.5"));

        assertThat(server.nextRequest().header("Accept-Encoding")).contains("gzip;q=0.5");
    }

    @ParameterizedTest
    @CsvSource({"gzip, gzip", "x-gzip, x-gzip", "deflate, deflate", "deflate, raw", "GZIP, gzip"})
    void passes_each_event_on_when_the_server_has_flushed_it(String coding, String kind) throws Exception {
        Gate heard = new Gate();
        server.on("/", connection -> {
            respond(connection, coding);
            OutputStream out = encoder(connection, kind);
            out.write("id: 1\ndata: é\n\n".getBytes(UTF_8));
            out.flush();
            heard.await();
            out.write("data: second\n\n".getBytes(UTF_8));
            out.flush();
            new Gate().await();
        });
        open(builder());
        recorder.nextOpen();
        assertThat(recorder.nextMessage().data()).isEqualTo("é");
        heard.open();

        assertThat(recorder.nextMessage().data()).isEqualTo("second");
    }

    @Test
    void may_have_a_member_for_each_event() throws Exception {
        server.on("/", connection -> {
            respond(connection, "gzip");
            for (String event : List.of("data: a\n\n", "data: b\n\n")) {
                ByteArrayOutputStream member = new ByteArrayOutputStream();
                try (OutputStream out = new GZIPOutputStream(member)) {
                    out.write(event.getBytes(UTF_8));
                }
                connection.bytes(member.toByteArray());
            }
            new Gate().await();
        });
        open(builder());
        recorder.nextOpen();

        assertThat(recorder.nextMessage().data()).isEqualTo("a");
        assertThat(recorder.nextMessage().data()).isEqualTo("b");
    }

    /** A client with a decoder of its own leaves the header. */
    @Test
    void passes_on_a_body_that_is_not_gzip() throws Exception {
        server.on("/", connection -> {
            respond(connection, "gzip");
            connection.events("data: plain\n\n");
            new Gate().await();
        });
        open(builder());
        recorder.nextOpen();

        assertThat(recorder.nextMessage().data()).isEqualTo("plain");
    }

    @Test
    void resumes_after_a_stream_that_ends() throws Exception {
        server.on("/", connection -> {
            respond(connection, "gzip");
            OutputStream out = encoder(connection, "gzip");
            out.write("id: 7\ndata: x\n\n".getBytes(UTF_8));
            out.flush();
        });
        open(builder());
        server.nextRequest();

        assertThat(server.nextRequest().lastEventId()).contains("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void is_LOST_when_the_stream_ends_within_its_data(String coding) throws Exception {
        server.on("/", connection -> {
            respond(connection, coding);
            OutputStream out = encoder(connection, coding);
            out.write("data: x\n\n".getBytes(UTF_8));
            out.flush();
        });
        open(builder().reconnect(false));
        recorder.nextOpen();
        recorder.nextMessage();

        assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void has_an_END_when_its_data_is_complete(String coding) throws Exception {
        server.on("/", connection -> {
            respond(connection, coding);
            OutputStream out = encoder(connection, coding);
            out.write("data: x\n\n".getBytes(UTF_8));
            out.close();
        });
        open(builder().reconnect(false));
        recorder.nextOpen();
        recorder.nextMessage();

        assertThat(recorder.nextError().kind()).isEqualTo(ErrorKind.END);
    }

    @Test
    void connects_again_when_the_data_is_damaged() throws Exception {
        server.on("/", connection -> {
            respond(connection, "gzip");
            connection.bytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7});
            new Gate().await();
        });
        open(builder());
        recorder.nextOpen();
        ErrorEvent error = recorder.nextError();

        assertThat(error.readyState()).isEqualTo(ReadyState.CONNECTING);
        assertThat(error.reason()).startsWith("the compressed data of the server is damaged: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, gzip", "gzip, br"})
    void refuses_other_codings_by_name(String coding) throws Exception {
        server.on("/", connection -> respond(connection, coding));
        open(builder());
        ErrorEvent error = recorder.nextError();

        assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(error.reason())
                .isEqualTo(
                        "the server answered with content encoding " + coding + ", which this client does not decode");
    }

    @Test
    void is_refused_if_only_a_header_of_the_application_asked_for_it() throws Exception {
        server.on("/", connection -> respond(connection, "gzip"));
        open(builder().compression(false).header("Accept-Encoding", "gzip"));
        ErrorEvent error = recorder.nextError();

        assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(error.reason())
                .isEqualTo("the server answered with content encoding gzip, as the request has the header"
                        + " Accept-Encoding; compression(true) decodes gzip and deflate");
    }

    /** A block that expands to a million bytes, as the server repeats it. */
    private static byte[] block(String text) throws IOException {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(text.repeat(BLOCK / text.length()).getBytes(UTF_8));
        byte[] block = new byte[BLOCK];
        int length = deflater.deflate(block, 0, block.length, Deflater.FULL_FLUSH);
        deflater.end();
        return Arrays.copyOf(block, length);
    }

    /** No text of these is an event: the parser drops it. Data of that size is an event that is too large. */
    @ParameterizedTest
    @ValueSource(strings = {"\0", ":\n", ": comment\n", "x", "data:", "\n"})
    void ends_at_a_terabyte_that_comes_as_a_gigabyte(String text) throws Exception {
        byte[] block = block(text);
        server.on("/", connection -> {
            respond(connection, "gzip");
            connection.bytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
            for (int sent = 0; sent < BLOCKS_OF_A_TERABYTE; sent++) {
                connection.bytes(block);
            }
        });
        open(builder());
        recorder.nextOpen();
        ErrorEvent error = recorder.nextError();

        assertThat(error.readyState()).isEqualTo(ReadyState.CLOSED);
        assertThat(error.cause()).containsInstanceOf(EventTooLargeException.class);
        assertThat(error.reason()).contains("maxEventSize");
    }

    /** Much text that is an event, each small, is no bomb. */
    @Test
    void lets_events_expand_as_far_as_they_do() throws Exception {
        byte[] block = block("data: x\n\n");
        server.on("/", connection -> {
            respond(connection, "gzip");
            connection.bytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
            connection.bytes(block);
            connection.bytes(block);
            new Gate().await();
        });
        open(builder().maxEventSize(1000));
        recorder.nextOpen();
        for (int event = 0; event < 2 * (BLOCK / 9); event++) {
            recorder.nextMessage();
        }
    }
}
