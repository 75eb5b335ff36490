package org.eventsource.impl.state;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The codings of a body, by the header {@code Content-Encoding}. Servers also write there what is no coding, such as
 * {@code none} or a charset: the <a href="https://fetch.spec.whatwg.org/#handle-content-codings">Fetch standard</a>
 * leaves the bytes as they are then, and so do browsers.
 */
final class ContentCodings {

    /**
     * All but {@code identity} in the <a href="https://www.iana.org/assignments/http-parameters">registry of content
     * codings</a>. Bytes in one of these are no text, and would look like a stream without events.
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

    private ContentCodings() {}

    /**
     * Returns a coding that has to be decoded before the bytes are text.
     *
     * @param values of the header, one for each time that the response has it; each may be a list itself
     * @return the first one, in lower case; empty if the bytes are as they are
     */
    static Optional<String> find(List<String> values) {
        return values.stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(REGISTERED::contains)
                .findFirst();
    }
}
