package org.eventsource.cdi.extension;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.eventsource.impl.SharedResources;

/** Finds the URL of a stream. */
final class StreamUrls {

    private static final String BASE = PropertyNames.ALL + "base-url";

    private final Configuration configuration;
    private final SharedResources resources;

    StreamUrls(Configuration configuration, SharedResources resources) {
        this.configuration = configuration;
        this.resources = resources;
    }

    /**
     * The URL that is set for a key, else the key itself if it is one.
     *
     * @throws InvalidSettingException if there is none, or one that no stream can come from
     */
    URI find(String key) {
        PropertyNames names = new PropertyNames(key);
        Optional<Property> set = Property.first(
                configuration, names.ownPrefixes().stream().map(prefix -> prefix + Setting.URL.property()));
        if (set.isPresent()) {
            return absolute(
                    set.get().value(),
                    set.get().name(),
                    set.get().name() + ": begins with a slash: give the whole URL, or set the property " + BASE);
        }
        String advised = names.advised(Setting.URL);
        return absolute(expanded(key, advised), StreamName.of(key), missing(key, BASE + " or " + advised));
    }

    /** A key that is a name is no URL, and needs the property. */
    private String expanded(String key, String advised) {
        String expanded;
        try {
            expanded = new Expressions(configuration::value).expand(key);
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(
                    "no URL for %s: %s; set the property %s".formatted(StreamName.of(key), e.getMessage(), advised));
        }
        if (expanded.startsWith("/") || expanded.matches("[A-Za-z][A-Za-z0-9+.-]*://.*")) {
            return expanded;
        }
        throw new InvalidSettingException(missing(key, advised));
    }

    private static String missing(String key, String property) {
        return "no URL for " + StreamName.of(key) + ": set the property " + property;
    }

    private URI absolute(String text, String source, String noBase) {
        if (!text.startsWith("/")) {
            return checked(text, source);
        }
        Property base =
                Property.first(configuration, Stream.of(BASE)).orElseThrow(() -> new InvalidSettingException(noBase));
        URI relative = parsed(text, source);
        return checked(checked(base.value(), base.name()).resolve(relative).toString(), source);
    }

    private URI checked(String text, String source) {
        URI url = parsed(text, source);
        try {
            resources.builder(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    String.valueOf(e.getMessage()).replaceFirst("^url", Matcher.quoteReplacement(source)));
        }
    }

    /** What cannot be parsed is not quoted: it may hold a password that cannot be told from the rest. */
    private static URI parsed(String text, String source) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidSettingException(
                    "%s: not a URL: %s at index %d".formatted(source, e.getReason(), e.getIndex()));
        }
    }
}
