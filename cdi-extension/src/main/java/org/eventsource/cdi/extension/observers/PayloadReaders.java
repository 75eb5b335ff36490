package org.eventsource.cdi.extension.observers;

import static java.lang.System.Logger.Level.WARNING;
import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eventsource.cdi.extension.model.PayloadReceiver;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.PayloadType.Form;
import org.eventsource.cdi.extension.model.Problems;
import org.eventsource.cdi.extension.model.StreamModel;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.impl.transport.Shown;
import org.jspecify.annotations.Nullable;

/** Decodes data to payloads. A reader is created only if an observer or a publisher needs it. */
public final class PayloadReaders {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    private static final PayloadReader TEXT = (data, type) -> data;

    private static final Map<Form, Adapters> ADAPTERS = Map.of(
            Form.OBJECT,
            new Adapters(
                    List.of("JsonBindingReader", "JacksonReader"),
                    "JSON-B, or a bean of Jackson's ObjectMapper",
                    "add Yasson (org.eclipse:yasson), in Liberty the feature jsonb-3.0,"
                            + " with Jersey or Helidon jersey-media-json-binding,"
                            + " in Quarkus quarkus-jsonb or quarkus-rest-jackson"),
            Form.JSON,
            new Adapters(
                    List.of("JsonProcessingReader"),
                    "JSON-P",
                    "add Parsson (org.eclipse.parsson:parsson), in Liberty the feature jsonp-2.1,"
                            + " in Quarkus quarkus-jsonp"));

    /**
     * @param classes the readers, in the order in which they are tried
     * @param needed what the readers need
     * @param advice what to add if it is absent
     */
    private record Adapters(List<String> classes, String needed, String advice) {}

    private final Map<Form, PayloadReader> readers = new EnumMap<>(Form.class);
    private final Set<Class<?>> objects;
    private final String objectPlaces;
    private volatile @Nullable RecordTrial trial;

    /**
     * Creates the readers that the observers and publishers of a model need, and adds a problem for each reader that
     * cannot be created.
     *
     * @param classes returns the classes of the payload of an observer or publisher
     */
    public PayloadReaders(
            StreamModel model,
            Function<PayloadReceiver, Set<Class<?>>> classes,
            ApplicationBeans beans,
            Problems problems) {
        objects = model.receivers(Form.OBJECT).stream()
                .flatMap(receiver -> classes.apply(receiver).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        objectPlaces = places(Form.OBJECT, model);
        readers.put(Form.TEXT, TEXT);
        ADAPTERS.forEach((form, adapters) -> {
            if (!model.receivers(form).isEmpty()) {
                find(adapters, places(form, model), beans, objects, problems)
                        .ifPresent(reader -> readers.put(form, reader));
            }
        });
        PayloadReader reader = readers.get(Form.OBJECT);
        if (reader != null && !reader.usesBean()) {
            RecordTrial tried = tryRecords(reader, problems);
            tried.warnings(objects)
                    .forEach(warning -> LOGGER.log(WARNING, () -> "%s (%s)".formatted(warning, objectPlaces)));
        }
    }

    private static Optional<PayloadReader> find(
            Adapters adapters, String places, ApplicationBeans beans, Set<Class<?>> objects, Problems problems) {
        Set<String> causes = new LinkedHashSet<>();
        for (String adapter : adapters.classes()) {
            try {
                return Optional.of(create(adapter, beans, objects));
            } catch (AmbiguousBeansException e) {
                problems.add("%s (%s)".formatted(e.getMessage(), places));
                return Optional.empty();
            } catch (Exception | LinkageError | ServiceConfigurationError e) {
                causes.add(Shown.message(String.valueOf(e)));
            }
        }
        problems.add("payloads need %s, which this application does not have (%s): %s. Tried: %s"
                .formatted(adapters.needed(), places, adapters.advice(), String.join("; ", causes)));
        return Optional.empty();
    }

    private static String places(Form form, StreamModel model) {
        return model.receivers(form).stream()
                .map(PayloadReceiver::named)
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** Loads the class by name, because the API that it uses may be absent. */
    private static PayloadReader create(String adapter, ApplicationBeans beans, Set<Class<?>> objects)
            throws Exception {
        try {
            return Class.forName(PayloadReaders.class.getPackageName() + "." + adapter)
                    .asSubclass(PayloadReader.class)
                    .getDeclaredConstructor(ApplicationBeans.class, Set.class)
                    .newInstance(beans, objects);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) requireNonNull(e.getCause());
        }
    }

    /**
     * Checks the application's bean if it decodes payloads. The bean may not work before the application has started.
     */
    public void start(Problems problems) {
        PayloadReader reader = readers.get(Form.OBJECT);
        if (reader == null || !reader.usesBean()) {
            return;
        }
        try {
            reader.start();
        } catch (RuntimeException e) {
            problems.add("the application's bean that reads payloads fails (%s): %s"
                    .formatted(objectPlaces, Shown.message(String.valueOf(e))));
            return;
        }
        var unused = tryRecords(reader, problems);
    }

    private RecordTrial tryRecords(PayloadReader reader, Problems problems) {
        RecordTrial tried = new RecordTrial(reader);
        trial = tried;
        tried.problems(objects).forEach(problem -> problems.add("%s (%s)".formatted(problem, objectPlaces)));
        return tried;
    }

    Object read(PayloadType payload, Class<?> type, String data) throws Exception {
        PayloadReader reader = readers.get(payload.form());
        if (reader == null) {
            throw new DecodingFailure("Nothing makes " + payload.name() + " of data");
        }
        RecordTrial tried = trial;
        try {
            return reader.read(data, type);
        } catch (Exception e) {
            throw payload.form() == Form.OBJECT && tried != null ? tried.explained(e) : e;
        }
    }

    public void close() {
        readers.values().forEach(PayloadReader::close);
    }
}
