package org.eventsource.impl.sse;

import static jakarta.ws.rs.core.MediaType.APPLICATION_FORM_URLENCODED_TYPE;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON_TYPE;
import static jakarta.ws.rs.core.MediaType.TEXT_PLAIN_TYPE;
import static jakarta.ws.rs.core.MediaType.TEXT_XML_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.sse.InboundSseEvent;
import jakarta.ws.rs.sse.SseEventSource;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import org.eventsource.testing.SseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All data is read on another thread after the source was closed, which is the latest time to read an event. */
class ReadDataTest {

    private final HeardEvents heard = new HeardEvents();
    private final Client client = ClientBuilder.newClient();
    private SseServer server;

    @BeforeEach
    void start() throws IOException {
        server = SseServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    private InboundSseEvent event(String data) throws InterruptedException {
        server.on("/data", connection -> {
            connection.stream("data: " + data + "\n\n");
            connection.waitForClientClose();
        });
        SseEventSource source = new SseEventSourceBuilder()
                .target(client.target(server.uri("/data")))
                .build();
        heard.registerWith(source);
        source.open();
        InboundSseEvent event = heard.nextEvent();
        source.close(10, SECONDS);
        return event;
    }

    @Test
    void text_is_read_as_it_is() throws Exception {
        InboundSseEvent event = event("a é \uD83D\uDE00");

        assertThat(event.readData()).isEqualTo("a é \uD83D\uDE00");
        assertThat(event.readData(String.class)).isEqualTo("a é \uD83D\uDE00");
        assertThat(event.readData(new GenericType<String>() {})).isEqualTo("a é \uD83D\uDE00");
        assertThat(event.readData(String.class, TEXT_XML_TYPE)).isEqualTo("a é \uD83D\uDE00");
        assertThat(event.readData(new GenericType<String>() {}, TEXT_PLAIN_TYPE))
                .isEqualTo("a é \uD83D\uDE00");
    }

    @Test
    void another_charset_changes_nothing() throws Exception {
        MediaType latin = TEXT_PLAIN_TYPE.withCharset("ISO-8859-1");

        assertThat(event("é").readData(String.class, latin)).isEqualTo("é");
    }

    @Test
    void bytes_streams_and_files_are_those_of_the_text_in_utf_8() throws Exception {
        InboundSseEvent event = event("é");

        assertThat(event.readData(byte[].class)).isEqualTo("é".getBytes(UTF_8));
        try (InputStream stream = event.readData(InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo("é".getBytes(UTF_8));
        }
        try (Reader reader = event.readData(Reader.class)) {
            assertThat(reader.read()).isEqualTo('é');
        }
        File file = event.readData(File.class);
        assertThat(Files.readString(file.toPath())).isEqualTo("é");
        Files.delete(file.toPath());
    }

    @Test
    void numbers_are_read_from_plain_text() throws Exception {
        InboundSseEvent event = event("42");

        assertThat(event.readData(Integer.class)).isEqualTo(42);
        assertThat(event.readData(Double.class)).isEqualTo(42);
        assertThat(event.readData(Boolean.class)).isFalse();
    }

    @Test
    void a_form_is_read() throws Exception {
        InboundSseEvent event = event("key=a+b");

        assertThat(event.readData(Form.class, APPLICATION_FORM_URLENCODED_TYPE)
                        .asMap()
                        .getFirst("key"))
                .isEqualTo("a b");
        assertThat(event.readData(
                                new GenericType<MultivaluedMap<String, String>>() {}, APPLICATION_FORM_URLENCODED_TYPE)
                        .getFirst("key"))
                .isEqualTo("a b");
    }

    @Test
    void xml_is_read() throws Exception {
        InboundSseEvent event = event("<price><value>1.5</value></price>");

        Source source = event.readData(Source.class, TEXT_XML_TYPE);
        var copy = new StringWriter();
        TransformerFactory.newInstance().newTransformer().transform(source, new StreamResult(copy));
        assertThat(copy).asString().endsWith(event.readData());
        assertThat(event.readData(Price.class, TEXT_XML_TYPE).value).isEqualTo(1.5);
        assertThat(event.readData(new GenericType<JAXBElement<Price>>() {}, TEXT_XML_TYPE)
                        .getValue()
                        .value)
                .isEqualTo(1.5);
    }

    @Test
    void json_is_read() throws Exception {
        InboundSseEvent event = event("[{\"value\":1.5}]");

        assertThat(event.readData(new GenericType<List<Price>>() {}, APPLICATION_JSON_TYPE))
                .singleElement()
                .extracting(price -> price.value)
                .isEqualTo(1.5);
    }

    @Test
    void a_reader_of_the_application_is_used() throws Exception {
        client.register(ShoutReader.class);

        assertThat(event("quiet").readData(Shout.class).text).isEqualTo("QUIET text/plain");
        assertThat(heard.rest()).hasSize(1); // the completion
    }

    @Test
    void it_is_read_in_any_thread_as_often_as_wanted() throws Exception {
        InboundSseEvent event = event("<price><value>1.5</value></price>");

        for (int i = 0; i < 3; i++) {
            var read = new FutureTask<>(() -> event.readData(Price.class, TEXT_XML_TYPE).value);
            new Thread(read).start();
            assertThat(read.get(10, SECONDS)).isEqualTo(1.5);
        }
    }

    @Test
    void reading_asks_no_server_and_no_request_filter() throws Exception {
        var requests = new AtomicInteger();
        ClientRequestFilter count = context -> requests.incrementAndGet();
        client.register(count);

        InboundSseEvent event = event("one");
        event.readData(String.class);
        event.readData(byte[].class);

        assertThat(requests).hasValue(1);
        server.nextRequest();
        assertThat(server.pendingRequests()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_told_with_its_cause() throws Exception {
        InboundSseEvent event = event("no number");

        assertThatThrownBy(() -> event.readData(Integer.class)).isInstanceOf(ProcessingException.class);
        assertThatThrownBy(() -> event.readData(Runnable.class)).isInstanceOf(ProcessingException.class);
        assertThatThrownBy(() -> event.readData(Price.class, APPLICATION_JSON_TYPE))
                .isInstanceOf(ProcessingException.class)
                .hasCauseInstanceOf(Exception.class);
        assertThatThrownBy(() -> event.readData(String.class, TEXT_PLAIN_TYPE.withCharset("none")))
                .isInstanceOf(ProcessingException.class)
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
        client.close();
        assertThatThrownBy(() -> event.readData(String.class)).isInstanceOf(ProcessingException.class);
        assertThat(event.readData()).isEqualTo("no number");
    }

    @Test
    void null_is_refused() throws Exception {
        InboundSseEvent event = event("one");

        assertThatNullPointerException().isThrownBy(() -> event.readData((Class<String>) null));
        assertThatNullPointerException().isThrownBy(() -> event.readData((GenericType<String>) null));
        assertThatNullPointerException().isThrownBy(() -> event.readData(String.class, null));
    }

    @XmlRootElement(name = "price")
    public static class Price {
        public double value;
    }

    public record Shout(String text) {}

    public static class ShoutReader implements MessageBodyReader<Shout> {

        @Override
        public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
            return type == Shout.class;
        }

        @Override
        public Shout readFrom(
                Class<Shout> type,
                Type genericType,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, String> headers,
                InputStream stream)
                throws IOException {
            String text = new String(stream.readAllBytes(), UTF_8);
            return new Shout(text.toUpperCase(java.util.Locale.ROOT) + " " + mediaType);
        }
    }
}
