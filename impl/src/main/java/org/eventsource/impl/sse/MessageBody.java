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
 * Reads text by the message body readers of a client, in any thread, as often as wanted, as long as the client is not
 * closed.
 *
 * <p>The standard API shows those readers to nobody but to a request. So the text goes through one that is never sent:
 * the first of its filters answers it. BlockingThreads then find the surroundings that they know, such as what is
 * injected into them for the duration of a request.
 */
final class MessageBody {

    private static final String TEXT = MessageBody.class.getName() + ".text";
    private static final String MEDIA_TYPE = MessageBody.class.getName() + ".mediaType";

    /** Of no other request: in RESTEasy Reactive a target shares its filters with all that are made of the same one. */
    private static final ClientRequestFilter ANSWER = request -> {
        if (request.getProperty(TEXT) instanceof String text) {
            answer(request, text);
        }
    };

    /** The highest priority: what is smaller counts as none in Jersey. */
    private static final int FIRST = 1;

    private final WebTarget target;

    /** With a target that is ours to configure. */
    MessageBody(WebTarget target) {
        this.target = target.register(ANSWER, FIRST);
    }

    private static void answer(ClientRequestContext request, String text) {
        MediaType mediaType = (MediaType) request.getProperty(MEDIA_TYPE);
        // Not bytes: CXF reads from a stream alone.
        ByteArrayInputStream body = new ByteArrayInputStream(text.getBytes(charset(mediaType)));
        request.abortWith(Response.ok(body, mediaType).build());
    }

    /** What a reader will take the bytes for. */
    private static Charset charset(MediaType mediaType) {
        String name = mediaType.getParameters().get(MediaType.CHARSET_PARAMETER);
        return name == null ? UTF_8 : Charset.forName(name);
    }

    /**
     * The text as an instance of that type.
     *
     * @throws ProcessingException if no reader can do that
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
