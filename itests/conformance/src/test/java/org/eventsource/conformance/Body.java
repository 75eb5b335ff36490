package org.eventsource.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.eventsource.testing.SseConnection;

/** The body of a response on its way. */
record Body(Exchange.Framing framing, SseConnection connection) {

    void send(byte[] octets) throws IOException {
        if (framing == Exchange.Framing.CONNECTION) {
            connection.bytes(octets);
        } else if (octets.length > 0) {
            var chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(octets.length) + "\r\n").getBytes(US_ASCII));
            chunk.writeBytes(octets);
            chunk.writeBytes("\r\n".getBytes(US_ASCII));
            connection.bytes(chunk.toByteArray());
        }
    }

    void end(Exchange.End end) throws IOException {
        switch (end) {
            case FIN -> {
                if (framing == Exchange.Framing.CHUNKED) {
                    connection.bytes("0\r\n\r\n".getBytes(US_ASCII));
                }
                connection.close();
            }
            case RESET -> connection.reset();
            case TORN_CHUNK -> {
                connection.bytes("ff\r\n:".getBytes(US_ASCII));
                connection.close();
            }
            case LEAVE -> connection.waitForClientClose();
        }
    }
}
