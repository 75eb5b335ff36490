package org.eventsource.cdi.extension.observers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;

/** Decodes data with the application's {@link ObjectMapper} bean. */
final class JacksonReader implements PayloadReader {

    private final ModuleBeans<ObjectMapper> mappers;

    JacksonReader(ApplicationBeans beans, Set<Class<?>> payloads) {
        mappers = ModuleBeans.find(beans, ObjectMapper.class, payloads)
                .orElseThrow(() -> new IllegalStateException(
                        "the application has no bean of type " + ObjectMapper.class.getName()));
    }

    @Override
    public Object read(String data, Class<?> type) throws JsonProcessingException {
        return DecodingFailure.nonNull(mappers.get(type).readValue(data, type));
    }

    @Override
    public boolean usesBean() {
        return true;
    }

    @Override
    public void start() {
        mappers.all();
    }

    @Override
    public void close() {
        mappers.close();
    }
}
