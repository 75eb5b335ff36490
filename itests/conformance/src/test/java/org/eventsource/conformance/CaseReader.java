package org.eventsource.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eventsource.conformance.Case.Difference;

/** Reads one case; the README of this module lists its fields. */
final class CaseReader {

    /** A name that matches nobody would except nobody, and nobody would notice. */
    private static final Pattern WHOM = Pattern.compile("chromium|standard|java|jdk|exact-headers"
            + "|(rest|jersey|jersey-3.1|jersey-4.0|resteasy|cxf)(( given)? on (platform|virtual) threads)?");

    private final ObjectNode node;
    private final Fields fields;
    private final List<Exchange> exchanges;

    private CaseReader(ObjectNode node) {
        this.node = node;
        this.fields = new Fields(node);
        this.exchanges = exchanges();
    }

    static Case read(String group, JsonNode node) {
        return new CaseReader((ObjectNode) node).read(group);
    }

    private Case read(String group) {
        var expectations = new ExpectationReader(exchanges.size());
        Expectation expectation = expectations.read(fields);
        Map<String, Difference> differences = new LinkedHashMap<>();
        fields.get("differs-from").properties().forEach(entry -> {
            // What a difference does not mention is as for all others.
            ObjectNode merged = node.deepCopy();
            merged.setAll((ObjectNode) entry.getValue());
            var mergedFields = new Fields(merged);
            String because = mergedFields.get("because").asText();
            differences.put(entry.getKey(), new Difference(because, expectations.read(mergedFields)));
        });
        var read = new Case(
                group,
                fields.get("name").asText(),
                fields.text("heading", fields.get("name").asText()),
                fields.list("cites", JsonNode::asText),
                exchanges,
                actions(),
                expectation,
                differences,
                fields.map("not-on", JsonNode::asText));
        fields.checkAllAsked();
        check(read);
        return read;
    }

    private static void check(Case read) {
        if (read.cites().isEmpty()) {
            throw new IllegalArgumentException("cites nothing");
        }
        Stream.concat(read.differences().keySet().stream(), read.exclusions().keySet().stream())
                .filter(whom -> !WHOM.matcher(whom).matches())
                .forEach(whom -> {
                    throw new IllegalArgumentException("no client has the name " + whom);
                });
    }

    /** A case with {@code stream} alone: that stream, its end, and then the answer 204. */
    private List<Exchange> exchanges() {
        if (fields.has("stream")) {
            return List.of(
                    new Exchange(
                            Exchange.HOME,
                            200,
                            List.of("Content-Type: text/event-stream"),
                            List.of(),
                            false,
                            fields.list("stream", CaseReader::step),
                            Exchange.Framing.CONNECTION,
                            Exchange.End.FIN),
                    Exchange.noContent());
        }
        return fields.list("exchanges", CaseReader::exchanges).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Exchange> exchanges(JsonNode node) {
        var fields = new Fields(node);
        int times = Math.max(1, fields.number("times"));
        Exchange exchange = exchange(fields);
        fields.checkAllAsked();
        return Collections.nCopies(times, exchange);
    }

    private static Exchange exchange(Fields fields) {
        int status = fields.has("status") ? fields.get("status").asInt() : 200;
        List<String> headers = new ArrayList<>(fields.list("headers", JsonNode::asText));
        String type = fields.text("type", status == 200 ? "text/event-stream" : "none");
        if (!type.equals("none")) {
            headers.add("Content-Type: " + type);
        }
        return new Exchange(
                new Exchange.Place(fields.get("elsewhere").asBoolean(), fields.text("at", Exchange.HOME.path())),
                status,
                List.copyOf(headers),
                fields.list("without", JsonNode::asText),
                fields.get("waits-for-caller").asBoolean(),
                fields.list("body", CaseReader::step),
                fields.get("chunked").asBoolean() ? Exchange.Framing.CHUNKED : Exchange.Framing.CONNECTION,
                Exchange.End.valueOf(fields.text("end", "fin").replace('-', '_').toUpperCase(Locale.ROOT)));
    }

    private static Step step(JsonNode node) {
        return node.isTextual() ? new Step.Send(Octets.of(node.textValue())) : otherStep(new Fields(node));
    }

    private static Step otherStep(Fields fields) {
        if (fields.has("drip")) {
            return new Step.Drip(Octets.of(fields.get("drip").textValue()));
        }
        Step step = fields.has("pause")
                ? new Step.Pause(Duration.ofMillis(fields.number("pause")))
                : new Step.AwaitReceived(fields.number("received"));
        fields.checkAllAsked();
        return step;
    }

    /** The types of all messages that anybody is to hear. */
    private List<String> types() {
        return Stream.of("messages", "events")
                .flatMap(field -> node.findValues(field).stream())
                .flatMap(events -> events.findValuesAsText("type").stream())
                .map(Octets::text)
                .distinct()
                .toList();
    }

    private ClientActions actions() {
        var client = new Fields(fields.get("client"));
        var actions = new ClientActions(
                settings(client),
                client.number("close-in"),
                client.number("close-after"),
                client.number("close-on-request"),
                client.number("throw-in"),
                types());
        client.checkAllAsked();
        return actions;
    }

    private static ClientSettings settings(Fields client) {
        return new ClientSettings(
                Octets.text(client.text("last-event-id", "")),
                client.map("headers", JsonNode::asText),
                client.list("reconnect-on", JsonNode::asInt),
                client.has("max-event-size") ? Optional.of(client.number("max-event-size")) : Optional.empty(),
                millis(client, "connect-timeout"),
                millis(client, "idle-timeout"));
    }

    private static Optional<Duration> millis(Fields client, String name) {
        return client.has(name) ? Optional.of(Duration.ofMillis(client.number(name))) : Optional.empty();
    }
}
