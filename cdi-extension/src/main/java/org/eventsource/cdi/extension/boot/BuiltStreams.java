package org.eventsource.cdi.extension.boot;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.DisposerInfo;
import jakarta.enterprise.inject.build.compatible.spi.InjectionPointInfo;
import jakarta.enterprise.inject.build.compatible.spi.ObserverInfo;
import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ParameterInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Provider;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.EventSource;
import org.eventsource.MessageEvent;
import org.eventsource.cdi.EventType;
import org.eventsource.cdi.extension.model.EventKind;
import org.eventsource.cdi.extension.model.InjectionDeclaration;
import org.eventsource.cdi.extension.model.ObserverDeclaration;
import org.eventsource.cdi.extension.model.PayloadType;
import org.eventsource.cdi.extension.model.ProvidedPublisher;
import org.eventsource.cdi.extension.model.PublisherDeclaration;

/** Finds injection points and observers of streams in the language model of a build. */
public final class BuiltStreams {

    private static final String STREAM = org.eventsource.cdi.Stream.class.getName();
    private static final Set<String> FIRED = Set.of(STREAM, EventType.class.getName(), Any.class.getName());
    private static final Set<String> LOOKUPS = Set.of(Instance.class.getName(), Provider.class.getName());

    private BuiltStreams() {}

    public static List<InjectionDeclaration> injections(BeanInfo bean) {
        return Stream.concat(
                        bean.injectionPoints().stream().flatMap(point -> injection(point).stream()),
                        injections(disposerParameters(bean)))
                .toList();
    }

    /** Returns the parameters that are injected into the disposer of a bean. ArC lists no injection points for them. */
    private static List<ParameterInfo> disposerParameters(BeanInfo bean) {
        DisposerInfo disposer = bean.disposer();
        return disposer == null
                ? List.of()
                : disposer.disposerMethod().parameters().stream()
                        .filter(parameter -> !parameter.hasAnnotation(Disposes.class))
                        .toList();
    }

    private static Optional<InjectionDeclaration> injection(InjectionPointInfo point) {
        return isSource(point.type())
                ? key(point.qualifiers()).map(key -> new InjectionDeclaration(key, BuiltPlaces.of(point.declaration())))
                : Optional.empty();
    }

    public static List<InjectionDeclaration> injections(ObserverInfo observer) {
        return injections(observer.observerMethod().parameters()).toList();
    }

    private static Stream<InjectionDeclaration> injections(List<ParameterInfo> parameters) {
        return parameters.stream()
                .filter(parameter -> isSource(parameter.type()))
                .flatMap(parameter -> injection(parameter).stream());
    }

    private static Optional<InjectionDeclaration> injection(ParameterInfo parameter) {
        return key(parameter.annotations()).map(key -> new InjectionDeclaration(key, BuiltPlaces.of(parameter)));
    }

    /** Returns the injected publishers of a bean, with what they publish. */
    public static Map<PublisherDeclaration, Type> publishers(BeanInfo bean) {
        Map<PublisherDeclaration, Type> found = new LinkedHashMap<>();
        bean.injectionPoints()
                .forEach(point -> addPublisher(
                        point.type(), point.qualifiers(), () -> BuiltPlaces.of(point.declaration()), found));
        addPublishers(disposerParameters(bean), found);
        return found;
    }

    /** Returns the publishers that are further parameters of an observer, with what they publish. */
    public static Map<PublisherDeclaration, Type> publishers(ObserverInfo observer) {
        Map<PublisherDeclaration, Type> found = new LinkedHashMap<>();
        addPublishers(observer.observerMethod().parameters(), found);
        return found;
    }

    private static void addPublishers(List<ParameterInfo> parameters, Map<PublisherDeclaration, Type> found) {
        parameters.forEach(parameter ->
                addPublisher(parameter.type(), parameter.annotations(), () -> BuiltPlaces.of(parameter), found));
    }

    private static void addPublisher(
            Type injected,
            Collection<AnnotationInfo> qualifiers,
            Supplier<String> place,
            Map<PublisherDeclaration, Type> found) {
        published(injected)
                .ifPresent(item -> key(qualifiers)
                        .ifPresent(key -> found.put(
                                new PublisherDeclaration(
                                        key, place.get(), value(qualifiers, EventType.class.getName()), payload(item)),
                                item)));
    }

    private static Optional<PayloadType> payload(Type item) {
        return isClass(item, Set.of(MessageEvent.class.getName()))
                ? Optional.empty()
                : Optional.of(BuiltPayloads.of(item));
    }

    /** Returns the publishers of streams that a bean is. */
    public static List<ProvidedPublisher> providedPublishers(BeanInfo bean) {
        return key(bean.qualifiers()).stream()
                .flatMap(key -> bean.types().stream()
                        .filter(BuiltStreams::isPublisher)
                        .flatMap(type -> published(type).stream())
                        .map(item -> new ProvidedPublisher(
                                key,
                                value(bean.qualifiers(), EventType.class.getName()),
                                payload(item).map(PayloadType::name))))
                .toList();
    }

    private static boolean isPublisher(Type type) {
        return isGeneric(type, Set.of(Flow.Publisher.class.getName()));
    }

    private static Optional<Type> published(Type injected) {
        Type type = looked(injected);
        return isPublisher(type) ? Optional.of(argument(type)).filter(BuiltStreams::canBeBeanType) : Optional.empty();
    }

    /** Beans have no type with a wildcard or a type variable. */
    private static boolean canBeBeanType(Type type) {
        return type.isParameterizedType()
                ? type.asParameterizedType().typeArguments().stream().allMatch(BuiltStreams::canBeBeanType)
                : type.isClass() || type.isArray();
    }

    /** Returns the type that {@code Instance} or {@code Provider} looks up, or the type itself. */
    private static Type looked(Type type) {
        return isGeneric(type, LOOKUPS) ? argument(type) : type;
    }

    private static boolean isGeneric(Type type, Set<String> names) {
        return type.isParameterizedType()
                && names.contains(
                        type.asParameterizedType().genericClass().declaration().name());
    }

    private static Type argument(Type type) {
        return type.asParameterizedType().typeArguments().get(0);
    }

    public static Optional<ObserverDeclaration> observer(ObserverInfo observer) {
        Collection<AnnotationInfo> qualifiers = observer.qualifiers();
        Optional<String> key = key(qualifiers);
        Optional<String> eventType = value(qualifiers, EventType.class.getName());
        EventKind kind =
                ObservedStreams.KINDS.getOrDefault(BuiltPayloads.name(observer.eventType()), EventKind.PAYLOAD);
        if (!qualifiers.stream().allMatch(qualifier -> FIRED.contains(qualifier.name()))
                || ObservedStreams.isForeign(kind, key, eventType)) {
            return Optional.empty();
        }
        return Optional.of(new ObserverDeclaration(
                BuiltPlaces.of(observer.observerMethod()),
                key,
                kind,
                eventType,
                observer.isAsync(),
                ObservedStreams.isCertain(observer.isAsync(), observer.reception(), observer.transactionPhase()),
                kind == EventKind.PAYLOAD ? Optional.of(BuiltPayloads.of(observer.eventType())) : Optional.empty()));
    }

    public static boolean hasType(BeanInfo bean, String type) {
        return bean.types().stream().anyMatch(each -> isClass(each, Set.of(type)));
    }

    public static Optional<String> key(Collection<AnnotationInfo> qualifiers) {
        return value(qualifiers, STREAM);
    }

    private static Optional<String> value(Collection<AnnotationInfo> annotations, String name) {
        return annotations.stream()
                .filter(annotation -> annotation.name().equals(name))
                .map(annotation -> annotation.hasValue() ? annotation.value().asString() : "")
                .findAny();
    }

    private static boolean isSource(Type type) {
        return isClass(looked(type), Set.of(EventSource.class.getName()));
    }

    private static boolean isClass(Type type, Set<String> names) {
        return type.isClass() && names.contains(BuiltPayloads.name(type));
    }
}
