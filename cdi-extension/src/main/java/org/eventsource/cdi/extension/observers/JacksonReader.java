package org.eventsource.cdi.extension.observers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Decodes data with the application's {@link ObjectMapper} bean. */
final class JacksonReader implements PayloadReader {

    private final ApplicationBean<ObjectMapper> mapper;

    JacksonReader(ApplicationBeans beans) {
        mapper = beans.only(ObjectMapper.class)
                .orElseThrow(() -> new IllegalStateException(
                        "the application has no bean of type " + ObjectMapper.class.getName()));
    }

    @Override
    public Object read(String data, Class<?> type) throws JsonProcessingException {
        return requireNonNull(mapper.get().readValue(data, type), "the data is null");
    }

    @Override
    public boolean usesBean() {
        return true;
    }

    @Override
    public void start() {
        mapper.get();
    }

    @Override
    public void close() {
        mapper.close();
    }
}
