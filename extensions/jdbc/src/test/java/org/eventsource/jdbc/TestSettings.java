package org.eventsource.jdbc;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.eventsource.spi.CursorKind;

/** Settings of one stream. */
record TestSettings(Map<String, String> values, boolean inTransaction) implements CursorKind.Settings {

    static TestSettings of(String... values) {
        return new TestSettings(values.length == 0 ? Map.of() : Map.of(values[0], values[1]), false);
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public URI url() {
        return URI.create("https://joe:secret@example.org/orders?token=secret");
    }

    @Override
    public Optional<String> setting(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
