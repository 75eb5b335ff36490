package org.eventsource.impl.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.GenericType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;

/**
 * Reads text with the message body readers of a client, on any thread and any number of times, until the client is
 * closed.
 *
 * <p>In the standard API only a request gives access to those readers. So this class creates a request that is never
 * sent: its first filter answers it with the text. The readers then run in the context of a request, with everything
 * that is injected into them there.
 */
final class MessageBody {

    private static final String TEXT = MessageBody.class.getName() + ".text";
    private static final String MEDIA_TYPE = MessageBody.class.getName() + ".mediaType";

    /**
     * Answers only requests with the property: in RESTEasy Reactive, targets that are made of one target share filters.
     */
    private static final ClientRequestFilter ANSWER = request -> {
        if (request.getProperty(TEXT) instanceof String text) {
            answer(request, text);
        }
    };

    /** The highest priority. Jersey ignores a smaller number. */
    private static final int FIRST = 1;

    private final WebTarget target;

    /**
     * A reader that uses the client of a target.
     *
     * @param target is configured here
     */
    MessageBody(WebTarget target) {
        this.target = target.register(ANSWER, FIRST);
    }

    private static void answer(ClientRequestContext request, String text) {
        MediaType mediaType = (MediaType) request.getProperty(MEDIA_TYPE);
        // Not a byte array: CXF reads only from a stream.
        ByteArrayInputStream body = new ByteArrayInputStream(text.getBytes(charset(mediaType)));
        request.abortWith(Response.ok(body, mediaType).build());
    }

    /** Returns the charset in which a reader decodes the bytes. */
    private static Charset charset(MediaType mediaType) {
        String name = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        return name == null ? UTF_8 : Charset.forName(name);
    }

    /**
     * Returns the text as an instance of a type.
     *
     * @throws ProcessingException if no reader can convert it
     */
    <T> T read(String text, GenericType<T> type, MediaType mediaType) {
        try {
            return target.request()
                    .property(TEXT, text)
                    .property(MEDIA_TYPE, mediaType)
                    .get(type);
        } catch (ProcessingException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProcessingException(
                    "The data cannot be read as " + type.getType().getTypeName(), e);
        }
    }
}
