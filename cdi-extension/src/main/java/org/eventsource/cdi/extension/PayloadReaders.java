package org.eventsource.cdi.extension;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eventsource.cdi.extension.PayloadType.Form;

/** What makes payloads of data in this application: what none of its observers needs is not looked for. */
final class PayloadReaders {

    private static final PayloadReader TEXT = (data, type) -> data;

    private final Map<Form, PayloadReader> readers = new EnumMap<>(Form.class);

    /** Those that the observers of a model need; what is missing is told. */
    PayloadReaders(StreamModel model, Problems problems) {
        readers.put(Form.TEXT, TEXT);
        find(Form.OBJECT, "JsonBindingReader", "JSON-B", model, problems);
        find(Form.JSON, "JsonProcessingReader", "JSON-P", model, problems);
    }

    private void find(Form form, String adapter, String api, StreamModel model, Problems problems) {
        List<String> places = places(form, model);
        if (places.isEmpty()) {
            return;
        }
        try {
            readers.put(form, create(adapter));
        } catch (ReflectiveOperationException | LinkageError e) {
            problems.add("payloads need %s, which this runtime does not have: %s (%s)"
                    .formatted(api, cause(e), String.join("; ", places)));
        }
    }

    private static List<String> places(Form form, StreamModel model) {
        return model.allObservers().stream()
                .filter(observer -> observer.payload().isPresent()
                        && observer.payload().get().form() == form)
                .map(observer -> "observer " + observer.place())
                .sorted()
                .toList();
    }

    /** By name, as the API it uses may be absent. */
    private static PayloadReader create(String adapter) throws ReflectiveOperationException {
        return Class.forName(PayloadReaders.class.getPackageName() + "." + adapter)
                .asSubclass(PayloadReader.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof InvocationTargetException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    Object read(PayloadType payload, Class<?> type, String data) {
        PayloadReader reader = readers.get(payload.form());
        if (reader == null) {
            throw new IllegalStateException("Nothing makes " + payload.name() + " of data");
        }
        return reader.read(data, type);
    }

    void close() {
        new ArrayList<>(readers.values()).forEach(PayloadReader::close);
    }
}
