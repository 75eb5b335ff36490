package org.eventsource.cdi.extension.config;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eventsource.cdi.extension.model.StreamName;
import org.eventsource.impl.SharedResources;
import org.eventsource.impl.SourceBuilder;
import org.eventsource.impl.transport.UrlTemplate;

/**
 * What is configured for a stream.
 *
 * @param location the URL, whose path may have names in braces unless the stream is declared
 * @param executor a name in JNDI
 * @param options how it is connected to the application's beans
 * @param values what is to be set on the builder of its sources
 */
public record StreamSettings(
        String key,
        UrlTemplate location,
        boolean withCredentials,
        Optional<String> executor,
        StreamOptions options,
        List<Consumer<SourceBuilder>> values) {

    /** Of a stream that nothing is configured for. */
    public static StreamSettings plain(URI url) {
        return new StreamSettings(
                url.toString(), UrlTemplate.of(url), false, Optional.empty(), StreamOptions.DEFAULT, List.of());
    }

    /**
     * The URL.
     *
     * @throws IllegalArgumentException if it has names in braces without values
     */
    public URI url() {
        return location.url();
    }

    /** What is configured for this stream, at a URL whose names in braces have values. */
    public StreamSettings at(UrlTemplate filled) {
        return new StreamSettings(key, filled, withCredentials, executor, options, values);
    }

    /** The name for people. */
    public String name() {
        return StreamName.of(key, url());
    }

    public SourceBuilder builder(SharedResources resources) {
        SourceBuilder builder = resources.builder(location);
        values.forEach(value -> value.accept(builder));
        return builder;
    }
}
