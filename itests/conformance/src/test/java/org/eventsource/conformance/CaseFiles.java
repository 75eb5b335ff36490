package org.eventsource.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The cases, from the files beside this class, in the order of their names. */
final class CaseFiles {

    private static final YAMLMapper YAML = new YAMLMapper();

    private static final String IT = "${it}";

    private CaseFiles() {}

    static List<Case> read() {
        try (Stream<Path> files =
                Files.list(Path.of(CaseFiles.class.getResource("/cases").toURI()))) {
            return files.sorted().flatMap(CaseFiles::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Case> read(Path file) {
        try {
            JsonNode content = YAML.readTree(Files.readString(file));
            String group = content.required("group").textValue();
            JsonNode excluded = content.path("not-on");
            return content.required("cases")
                    .valueStream()
                    .flatMap(node -> expanded((ObjectNode) node))
                    .map(node -> node.has("not-on") || excluded.isMissingNode() ? node : node.set("not-on", excluded))
                    .map(node -> read(file, group, (ObjectNode) node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(Path file, String group, ObjectNode node) {
        try {
            return CaseReader.read(group, node);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": " + node.path("name") + ": " + e.getMessage(), e);
        }
    }

    /** A case with {@code each} stands for one with each of these values instead of {@code ${it}}. */
    private static Stream<ObjectNode> expanded(ObjectNode node) {
        JsonNode each = node.remove("each");
        String heading = node.required("name").textValue().replace(IT, "…");
        return each == null
                ? Stream.of(node)
                : each.valueStream()
                        .map(value -> ((ObjectNode) replaced(node, value.asText())).put("heading", heading));
    }

    private static JsonNode replaced(JsonNode node, String it) {
        if (node.isTextual()) {
            return YAML.getNodeFactory().textNode(node.textValue().replace(IT, it));
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = YAML.createArrayNode();
            array.forEach(element -> copy.add(replaced(element, it)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = YAML.createObjectNode();
            object.properties().forEach(property -> copy.set(property.getKey(), replaced(property.getValue(), it)));
            return copy;
        }
        return node;
    }
}
