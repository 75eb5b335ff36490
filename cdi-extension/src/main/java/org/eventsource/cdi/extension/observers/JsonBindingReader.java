package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.util.Optional;
import java.util.Set;

/** Decodes data with the application's {@link Jsonb} bean, or with an instance that this class creates. */
final class JsonBindingReader implements PayloadReader {

    private final ModuleBeans<Jsonb> jsonb;
    private final boolean usesBean;

    JsonBindingReader(ApplicationBeans beans, Set<Class<?>> payloads) {
        Optional<ModuleBeans<Jsonb>> found = ModuleBeans.find(beans, Jsonb.class, payloads);
        usesBean = found.isPresent();
        jsonb = found.orElseGet(JsonBindingReader::own);
    }

    /** Creates the instance immediately, because this throws if there is no JSON-B. */
    private static ModuleBeans<Jsonb> own() {
        Jsonb created = JsonbBuilder.create();
        ApplicationBean<Jsonb> own = new ApplicationBean<>("JsonbBuilder", null, () -> created, () -> close(created));
        own.get();
        return ModuleBeans.of(own);
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
        return DecodingFailure.nonNull(jsonb.get(type).fromJson(data, type));
    }

    @Override
    public boolean usesBean() {
        return usesBean;
    }

    /** Calls a method, because a client proxy creates its bean at the first call. */
    @Override
    public void start() {
        jsonb.all().forEach(bean -> requireNonNull(bean.toJson("")));
    }

    @Override
    public void close() {
        jsonb.close();
    }
}
