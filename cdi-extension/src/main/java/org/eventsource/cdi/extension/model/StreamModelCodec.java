package org.eventsource.cdi.extension.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.eventsource.cdi.extension.model.PayloadType.Form;

/**
 * Encodes a model as strings, so that a build can store it for the running application. The numbers of injections,
 * observers, relayed observers and publishers come first in their lists. An optional value starts with {@code +} if it
 * is present; {@code -} means that it is absent.
 */
public final class StreamModelCodec {

    private StreamModelCodec() {}

    /** Encodes a model without the supertypes of payloads: the build has checked them. */
    public static String[] encode(StreamModel model) {
        List<String> encoded = new ArrayList<>();
        encoded.add(Integer.toString(model.injections().size()));
        model.injections().forEach(injection -> encoded.addAll(List.of(injection.key(), injection.place())));
        encode(model.observers(), encoded);
        encode(model.relayed(), encoded);
        encoded.add(Integer.toString(model.publishers().size()));
        model.publishers().forEach(publisher -> encode(publisher, encoded));
        encoded.addAll(new TreeSet<>(model.provided()));
        return encoded.toArray(String[]::new);
    }

    private static void encode(List<ObserverDeclaration> observers, List<String> encoded) {
        encoded.add(Integer.toString(observers.size()));
        observers.forEach(observer -> encode(observer, encoded));
    }

    private static void encode(ObserverDeclaration observer, List<String> encoded) {
        encoded.addAll(List.of(
                observer.place(),
                encode(observer.key()),
                observer.kind().name(),
                encode(observer.eventType()),
                Boolean.toString(observer.async()),
                Boolean.toString(observer.certain())));
        encodePayload(observer.payload(), encoded);
    }

    private static void encode(PublisherDeclaration publisher, List<String> encoded) {
        encoded.addAll(List.of(publisher.key(), publisher.place(), encode(publisher.eventType())));
        encodePayload(publisher.payload(), encoded);
    }

    private static void encodePayload(Optional<PayloadType> payload, List<String> encoded) {
        encoded.add(encode(payload.map(PayloadType::name)));
        encoded.add(encode(payload.map(type -> type.form().name())));
    }

    private static String encode(Optional<String> value) {
        return value.map(text -> "+" + text).orElse("-");
    }

    public static StreamModel decode(String[] encoded) {
        Queue<String> rest = new ArrayDeque<>(List.of(encoded));
        List<InjectionDeclaration> injections = new ArrayList<>();
        for (int left = Integer.parseInt(rest.remove()); left > 0; left--) {
            injections.add(new InjectionDeclaration(rest.remove(), rest.remove()));
        }
        List<ObserverDeclaration> observers = observers(rest);
        List<ObserverDeclaration> relayed = observers(rest);
        List<PublisherDeclaration> publishers = new ArrayList<>();
        for (int left = Integer.parseInt(rest.remove()); left > 0; left--) {
            publishers.add(publisher(rest));
        }
        return new StreamModel(injections, observers, Set.copyOf(rest), relayed, publishers);
    }

    private static List<ObserverDeclaration> observers(Queue<String> rest) {
        List<ObserverDeclaration> observers = new ArrayList<>();
        for (int left = Integer.parseInt(rest.remove()); left > 0; left--) {
            observers.add(observer(rest));
        }
        return observers;
    }

    private static ObserverDeclaration observer(Queue<String> rest) {
        return new ObserverDeclaration(
                rest.remove(),
                optional(rest.remove()),
                EventKind.valueOf(rest.remove()),
                optional(rest.remove()),
                Boolean.parseBoolean(rest.remove()),
                Boolean.parseBoolean(rest.remove()),
                payload(optional(rest.remove()), optional(rest.remove())));
    }

    private static PublisherDeclaration publisher(Queue<String> rest) {
        return new PublisherDeclaration(
                rest.remove(),
                rest.remove(),
                optional(rest.remove()),
                payload(optional(rest.remove()), optional(rest.remove())));
    }

    private static Optional<PayloadType> payload(Optional<String> name, Optional<String> form) {
        return name.map(type -> new PayloadType(type, Form.valueOf(form.orElseThrow()), Set.of()));
    }

    private static Optional<String> optional(String encoded) {
        return encoded.startsWith("+") ? Optional.of(encoded.substring(1)) : Optional.empty();
    }
}
