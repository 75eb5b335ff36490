package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.Optional;

/** Makes objects by JSON-B: by the application's {@link Jsonb} bean, or by one of our own. */
final class JsonBindingReader implements PayloadReader {

    private final ApplicationBean<Jsonb> jsonb;
    private final boolean usesBean;

    JsonBindingReader(ApplicationBeans beans) {
        Optional<ApplicationBean<Jsonb>> found = beans.only(Jsonb.class);
        usesBean = found.isPresent();
        jsonb = found.orElseGet(JsonBindingReader::own);
    }

    /** Created at once, as this fails where there is no JSON-B. */
    private static ApplicationBean<Jsonb> own() {
        Jsonb created = JsonbBuilder.create();
        ApplicationBean<Jsonb> own = new ApplicationBean<>("JsonbBuilder", () -> created, () -> close(created));
        own.get();
        return own;
    }

    private static void close(Jsonb created) {
        try {
            created.close();
        } catch (Exception e) {
            throw new IllegalStateException("JSON-B cannot be closed", e);
        }
    }

    @Override
    public Object read(String data, Class<?> type) {
        return requireNonNull(jsonb.get().fromJson(data, type), "the data is null");
    }

    @Override
    public boolean usesBean() {
        return usesBean;
    }

    /** A client proxy creates its bean at the first call of a method. */
    @Override
    public void start() {
        requireNonNull(jsonb.get().toJson(""));
    }

    @Override
    public void close() {
        jsonb.close();
    }
}
