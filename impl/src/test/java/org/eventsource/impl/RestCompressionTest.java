package org.eventsource.impl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.ext.ReaderInterceptor;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.eventsource.EventSource;
import org.eventsource.TransportKind;
import org.eventsource.itests.support.Gate;
import org.junit.jupiter.api.Test;

/** Compressed streams over a Jakarta REST client of the library. */
class RestCompressionTest extends CompressionBehaviour {

    @Override
    EventSource.Builder choose(EventSource.Builder builder) {
        return builder.transport(TransportKind.REST);
    }

    /** Another stream object does not mean that the client has decoded the body. */
    @Test
    void is_decoded_though_an_interceptor_wraps_the_stream() throws Exception {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(encoded)) {
            out.write("data: x\n\n".getBytes(UTF_8));
        }
        server.on("/", connection -> {
            connection.respond(200, "Content-Type: text/event-stream", "Content-Encoding: gzip");
            connection.bytes(encoded.toByteArray());
            new Gate().await();
        });
        Client client = ClientBuilder.newClient();
        try {
            ReaderInterceptor wrapping = context -> {
                context.setInputStream(new BufferedInputStream(context.getInputStream()));
                return context.proceed();
            };
            open(builder(TransportKind.REST).compression(true).client(client.register(wrapping)));
            recorder.nextOpen();

            assertThat(recorder.nextMessage().data()).isEqualTo("x");
        } finally {
            closeAll();
            client.close();
        }
    }
}
