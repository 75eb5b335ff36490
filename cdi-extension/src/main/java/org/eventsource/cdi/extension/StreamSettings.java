package org.eventsource.cdi.extension;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;

/**
 * What is configured for a stream.
 *
 * @param executor a name in JNDI
 * @param options how it is connected to the application's beans
 * @param values what is to be set on the builder of its sources
 */
record StreamSettings(
        String key,
        URI url,
        boolean withCredentials,
        Duration startupGrace,
        Optional<String> executor,
        StreamOptions options,
        List<Consumer<SourceBuilder>> values) {

    /** Of a stream that nothing is configured for. */
    static StreamSettings plain(URI url) {
        return new StreamSettings(
                url.toString(), url, false, Duration.ZERO, Optional.empty(), StreamOptions.DEFAULT, List.of());
    }

    /** For people. */
    String name() {
        return StreamName.of(key, url);
    }

    SourceBuilder builder(SharedResources resources) {
        SourceBuilder builder = resources.builder(url);
        values.forEach(value -> value.accept(builder));
        return builder;
    }
}
