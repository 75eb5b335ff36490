package org.eventsource.cdi.extension;

import java.util.List;
import java.util.stream.Stream;

/** The properties of a stream: its own, in either spelling, before those of all streams. */
record PropertyNames(String key) {

    static final String ALL = "eventsource.";

    /** What the stream's own properties begin with, the stronger first. */
    List<String> ownPrefixes() {
        if (key.isEmpty()) {
            return List.of(ALL);
        }
        String quoted = ALL + '"' + key + "\".";
        return isPlain() ? List.of(quoted, ALL + key + ".") : List.of(quoted);
    }

    /** What all properties begin with that mean this stream, the stronger first. */
    List<String> prefixes() {
        return Stream.concat(ownPrefixes().stream(), Stream.of(ALL)).distinct().toList();
    }

    /** The property to tell people of. */
    String advised(Setting setting) {
        List<String> own = ownPrefixes();
        return own.get(own.size() - 1) + setting.property();
    }

    private boolean isPlain() {
        return key.matches("[A-Za-z0-9_-]+");
    }
}
