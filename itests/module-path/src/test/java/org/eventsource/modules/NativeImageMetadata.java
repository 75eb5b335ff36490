package org.eventsource.modules;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What our jars declare for native images, and the service providers that they contain. */
final class NativeImageMetadata {

    /**
     * A type that is found by its name.
     *
     * @param condition the type that has to be reached before; it is the one that looks up the name. Empty for types
     *     that a container creates.
     * @param allMembers whether all constructors, methods and fields are declared
     * @param methods each as {@code name(parameter types)}
     * @param fields their names
     */
    record Type(String condition, String name, boolean allMembers, Set<String> methods, Set<String> fields) {

        boolean hasConstructor() {
            return allMembers || methods.stream().anyMatch(method -> method.startsWith("<init>("));
        }
    }

    private final List<Type> types = new ArrayList<>();
    private final List<String> resources = new ArrayList<>();
    private final Map<String, List<String>> providers = new TreeMap<>();

    /** Reads all of our jars. */
    static NativeImageMetadata read() throws IOException {
        NativeImageMetadata metadata = new NativeImageMetadata();
        for (Path archive : ClassPath.OURS) {
            if (Files.isDirectory(archive)) {
                metadata.readArchive(archive);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of())) {
                    metadata.readArchive(jar.getPath("/"));
                }
            }
        }
        return metadata;
    }

    List<Type> types() {
        return types;
    }

    List<String> resources() {
        return resources;
    }

    /** Returns the names of the classes in each service file. */
    Map<String, List<String>> providers() {
        return providers;
    }

    /** Returns what is declared of a type, under all conditions. */
    List<Type> of(String type) {
        return types.stream().filter(declared -> declared.name().equals(type)).toList();
    }

    private void readArchive(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = root.relativize(file).toString();
            if (name.matches("META-INF/services/.*")) {
                providers.put(name, Files.readString(file).lines().toList());
            } else if (name.matches("META-INF/native-image/[^/]+/eventsource-[a-z]+/reachability-metadata\\.json")) {
                readMetadata(file);
            }
        }
    }

    private void readMetadata(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                JsonReader reader = Json.createReader(in)) {
            JsonObject all = reader.readObject();
            for (JsonObject type : all.getJsonArray("reflection").getValuesAs(JsonObject.class)) {
                types.add(new Type(
                        condition(type), type.getString("type"), hasAllMembers(type), methods(type), fields(type)));
            }
            for (JsonObject resource : all.getJsonArray("resources").getValuesAs(JsonObject.class)) {
                resources.add(resource.getString("glob"));
            }
        }
    }

    private static String condition(JsonObject entry) {
        return entry.containsKey("condition") ? entry.getJsonObject("condition").getString("typeReached") : "";
    }

    private static boolean hasAllMembers(JsonObject type) {
        return Stream.of("allDeclaredConstructors", "allDeclaredMethods", "allDeclaredFields")
                .allMatch(key -> type.getBoolean(key, false));
    }

    private static Set<String> methods(JsonObject type) {
        if (!type.containsKey("methods")) {
            return Set.of();
        }
        return type.getJsonArray("methods").getValuesAs(JsonObject.class).stream()
                .map(method -> method.getString("name")
                        + method.getJsonArray("parameterTypes").getValuesAs(JsonString.class).stream()
                                .map(JsonString::getString)
                                .collect(Collectors.joining(",", "(", ")")))
                .collect(Collectors.toSet());
    }

    private static Set<String> fields(JsonObject type) {
        if (!type.containsKey("fields")) {
            return Set.of();
        }
        return type.getJsonArray("fields").getValuesAs(JsonObject.class).stream()
                .map(field -> field.getString("name"))
                .collect(Collectors.toSet());
    }
}
