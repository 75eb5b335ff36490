package org.eventsource.impl.state;

import java.util.List;
import java.util.Optional;
import org.eventsource.impl.transport.Response;
import org.eventsource.spi.ForeignText;

/**
 * How a body is divided, by the header {@code Transfer-Encoding}. The known clients decode {@code chunked} and nothing
 * else. Some of them pass on a body in any other form as it is.
 */
final class Framing {

    private static final String CHUNKED = "chunked";

    /** An older name for no coding at all, which clients ignore as browsers do. */
    private static final String IDENTITY = "identity";

    private Framing() {}

    /** Returns why a client passes on other bytes than the server means, in words for people; empty if it does not. */
    static Optional<String> problem(Response response) {
        List<String> codings = response.values("Transfer-Encoding");
        if (codings.stream().allMatch(IDENTITY::equalsIgnoreCase)) {
            return Optional.empty();
        }
        if (!codings.stream().allMatch(CHUNKED::equalsIgnoreCase)) {
            return Optional.of("transfer encoding " + ForeignText.of(String.join(", ", codings))
                    + ", of which this client decodes only chunked");
        }
        return response.endsAtLength() && !response.values("Content-Length").isEmpty()
                ? Optional.of("both a transfer encoding and a content length, which this client does not decode")
                : Optional.empty();
    }
}
