package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.Optional;

/** Decodes data with the application's {@link Jsonb} bean, or with an instance that this class creates. */
final class JsonBindingReader implements PayloadReader {

    private final ApplicationBean<Jsonb> jsonb;
    private final boolean usesBean;

    JsonBindingReader(ApplicationBeans beans) {
        Optional<ApplicationBean<Jsonb>> found = beans.only(Jsonb.class);
        usesBean = found.isPresent();
        jsonb = found.orElseGet(JsonBindingReader::own);
    }

    /** Creates the instance immediately, because this throws if there is no JSON-B. */
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

    /** Calls a method, because a client proxy creates its bean at the first call. */
    @Override
    public void start() {
        requireNonNull(jsonb.get().toJson(""));
    }

    @Override
    public void close() {
        jsonb.close();
    }
}
