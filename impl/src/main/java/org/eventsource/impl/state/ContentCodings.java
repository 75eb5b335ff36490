package org.eventsource.impl.state;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eventsource.impl.transport.Response;

/**
 * The codings of a body, by the header {@code Content-Encoding}. Some servers write a value there that is no coding,
 * such as {@code none} or a charset. The <a href="https://fetch.spec.whatwg.org/#handle-content-codings">Fetch
 * standard</a> ignores such a value, and so do browsers.
 */
final class ContentCodings {

    /**
     * The <a href="https://www.iana.org/assignments/http-parameters">registry of content codings</a> without
     * {@code identity}. Bytes in one of these codings are not text, and would look like a stream without events.
     */
    private static final Set<String> REGISTERED = Set.of(
            "aes128gcm",
            "br",
            "compress",
            "dcb",
            "dcz",
            "deflate",
            "exi",
            "gzip",
            "pack200-gzip",
            "x-compress",
            "x-gzip",
            "zstd");

    private static final String HEADER = "Content-Encoding";

    private static final Set<String> DECODABLE = Set.of("deflate", "gzip", "x-gzip");

    private ContentCodings() {}

    /**
     * Returns the codings that must be decoded before the bytes are text, in lower case; empty if there are none.
     *
     * @param values the values of the header, one for each header line; each may be a list
     */
    static List<String> all(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(REGISTERED::contains)
                .toList();
    }

    /** Returns whether the body of a response is text, or can be decoded to text. */
    static boolean isReadable(Response response, boolean compression) {
        return all(response.values(HEADER)).isEmpty()
                || decodable(response, compression).isPresent();
    }

    /** Returns the coding that the body of a response is to be decoded from; empty if it is not to be decoded. */
    static Optional<String> decodable(Response response, boolean compression) {
        List<String> codings = all(response.values(HEADER));
        return compression && codings.size() == 1
                ? Optional.of(codings.get(0)).filter(DECODABLE::contains)
                : Optional.empty();
    }
}
