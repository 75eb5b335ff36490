package org.eventsource.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads what has to be seen in a case of that many exchanges. */
record ExpectationReader(int exchanges) {

    private static final Pattern ERROR = Pattern.compile("error (CONNECTING|CLOSED)(?: \\((.+)\\))?");

    Expectation read(Fields fields) {
        List<String> resumes = resumes(fields);
        return new Expectation(
                fields.has("messages") ? aroundMessages(fields) : fields.list("events", ExpectationReader::event),
                order(fields, resumes.size()),
                resumes,
                fields.has("handled") ? Optional.of(fields.list("handled", JsonNode::asText)) : Optional.empty(),
                fields.list("delays", ExpectationReader::delay),
                fields.map("sends", JsonNode::asText),
                fields.list("omits", JsonNode::asText));
    }

    /** The whole life of a source of one stream that ends, before the server answers 204. */
    private static List<EventLine> aroundMessages(Fields fields) {
        List<EventLine> events = new ArrayList<>();
        events.add(EventLine.open("OPEN"));
        events.addAll(fields.list("messages", ExpectationReader::message));
        events.add(EventLine.error("CONNECTING", ""));
        events.add(EventLine.error("CLOSED", "204"));
        return events;
    }

    private static EventLine event(JsonNode node) {
        if (!node.isTextual()) {
            return message(node);
        }
        String text = node.textValue();
        if (text.equals("open")) {
            return EventLine.open("OPEN");
        }
        if (!text.startsWith("error ")) {
            return message(node);
        }
        Matcher error = ERROR.matcher(text);
        if (!error.matches()) {
            throw new IllegalArgumentException("not an error: " + text);
        }
        return EventLine.error(error.group(1), error.group(2) == null ? "" : error.group(2));
    }

    private static EventLine message(JsonNode node) {
        if (node.isValueNode()) {
            return EventLine.message("message", Octets.text(node.asText()), "", "self", "OPEN");
        }
        var fields = new Fields(node);
        EventLine message = EventLine.message(
                Octets.text(fields.text("type", "message")),
                Octets.text(fields.text("data", "")),
                Octets.text(fields.text("id", "")),
                fields.text("origin", "self"),
                fields.text("in", "OPEN"));
        fields.checkAllAsked();
        return message;
    }

    /** All exchanges in their order, as far as requests are expected. */
    private static Optional<List<Integer>> order(Fields fields, int requests) {
        if (fields.text("requests", "").equals("any")) {
            return Optional.empty();
        }
        return Optional.of(
                fields.has("order")
                        ? fields.list("order", JsonNode::asInt)
                        : IntStream.range(0, requests).boxed().toList());
    }

    /** Returns the value at every request. A single value is the value at the last one, and the others have none. */
    private List<String> resumes(Fields fields) {
        JsonNode resumes = fields.get("resumes");
        if (resumes.isArray()) {
            return fields.list("resumes", id -> Octets.text(id.asText()));
        }
        int requests = fields.has("requests") ? fields.number("requests") : exchanges;
        List<String> ids = new ArrayList<>(Collections.nCopies(requests, ""));
        if (!resumes.isMissingNode() && requests > 0) {
            ids.set(requests - 1, Octets.text(resumes.asText()));
        }
        return ids;
    }

    private static List<Integer> delay(JsonNode node) {
        return List.of(node.required(0).asInt(), node.required(1).asInt());
    }
}
