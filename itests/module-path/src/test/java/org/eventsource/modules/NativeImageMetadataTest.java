package org.eventsource.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.modules.Lookups.Lookup;
import org.eventsource.modules.NativeImageMetadata.Type;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the metadata for native images with the code. No image is built. */
class NativeImageMetadataTest {

    /** Applications create objects of these packages by code of their own. */
    private static final Set<String> EXPORTED = Set.of(
            "org.eventsource",
            "org.eventsource.cdi",
            "org.eventsource.cursor",
            "org.eventsource.spi",
            "org.eventsource.parser");

    /** What finds the names in the package of a lookup whose arguments have none. */
    private static final Map<String, Pattern> NAMES_ELSEWHERE = Map.of(
            "RunningClient getMethod", Pattern.compile("(?<![.\\w])(?:call|method)\\(\"(\\w+)\""),
            "Configuration getResources", Pattern.compile("FILE = \"([^\"]+)\""),
            "ContainerEvents getResource", Pattern.compile("isThere\\(\"([^\"]+)\""),
            "OptionalTypes forName", Pattern.compile("public static final String [A-Z_]+ = \"([^\"]+)\""),
            "ClassesAtRuntime forName", Pattern.compile("LOADER = \"([^\"]+)\""));

    /** Lookups that have no name of their own, each with the reason. */
    private static final Map<String, String> WITHOUT_NAMES = Map.of(
            "PayloadClasses forName", "classes of the application",
            "PayloadReaders forName", "classes that no code creates: see the test for them",
            "ApplicationLoader forName", "the class itself",
            "LateClasses forName", "an image has all its classes from the start",
            "VisibleProvider ServiceLoader.load", "see the test for services");

    private static NativeImageMetadata metadata;
    private static List<Lookup> lookups;
    private static JavaClasses classes;

    @BeforeAll
    static void read() throws IOException {
        metadata = NativeImageMetadata.read();
        lookups = Lookups.all();
        classes = new ClassFileImporter()
                .importLocations(ClassPath.OURS.stream()
                        .map(NativeImageMetadataTest::location)
                        .toList());
    }

    /** Maven passes jars in the phase {@code verify}, and folders of classes before. */
    private static Location location(Path place) {
        return Files.isDirectory(place) ? Location.of(place) : Location.of(URI.create("jar:" + place.toUri() + "!/"));
    }

    @Test
    void service_files_and_their_providers_are_declared() {
        assertThat(metadata.providers()).hasSizeGreaterThan(3).allSatisfy((file, providers) -> {
            assertThat(metadata.resources()).contains(file);
            assertThat(providers)
                    .allSatisfy(provider -> assertThat(metadata.of(provider)).anyMatch(Type::hasConstructor));
        });
    }

    @Test
    void classes_that_no_code_creates_are_declared_with_a_constructor() {
        assertThat(created())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(metadata.of(type.getName())).anyMatch(Type::hasConstructor));
    }

    /** A container calls their methods and sets their fields. */
    @Test
    void beans_and_extensions_are_declared_with_all_members() {
        List<JavaClass> beans = created().stream()
                .filter(NativeImageMetadataTest::hasAnnotationOfCdi)
                .toList();
        assertThat(beans)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(metadata.of(type.getName())).anyMatch(Type::allMembers));
    }

    private static boolean hasAnnotationOfCdi(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> dependency.getDescription().contains("is annotated with <jakarta."));
    }

    private static List<JavaClass> created() {
        return classes.stream()
                .filter(NativeImageMetadataTest::isOnlyCreatedByReflection)
                .toList();
    }

    private static boolean isOnlyCreatedByReflection(JavaClass type) {
        return !type.isInterface()
                && !type.isEnum()
                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && !EXPORTED.contains(type.getPackageName())
                && type.getConstructors().stream()
                        .anyMatch(constructor -> !constructor.getModifiers().contains(JavaModifier.PRIVATE))
                && type.getConstructors().stream().allMatch(NativeImageMetadataTest::isNeverCalled);
    }

    private static boolean isNeverCalled(JavaConstructor constructor) {
        return constructor.getCallsOfSelf().isEmpty()
                && constructor.getReferencesToSelf().isEmpty();
    }

    @Test
    void every_name_that_the_code_looks_up_is_declared() throws IOException {
        for (Lookup lookup : lookups) {
            List<String> names = names(lookup);
            if (!WITHOUT_NAMES.containsKey(lookup.place())) {
                assertThat(names).as("names of %s", lookup.place()).isNotEmpty();
            }
            assertThat(names).as(lookup.place()).allMatch(name -> isDeclared(lookup, name));
        }
    }

    private static List<String> names(Lookup lookup) throws IOException {
        Pattern elsewhere = NAMES_ELSEWHERE.get(lookup.place());
        return elsewhere == null ? lookup.names() : Lookups.texts(lookup, elsewhere);
    }

    private static boolean isDeclared(Lookup lookup, String name) {
        if (lookup.call().startsWith("getResource")) {
            return metadata.resources().stream()
                    .anyMatch(resource -> resource.equals(name) || resource.endsWith("/" + name));
        }
        Stream<Type> types =
                metadata.types().stream().filter(type -> type.condition().endsWith("." + lookup.type()));
        if (lookup.call().contains("Method")) {
            return types.flatMap(type -> type.methods().stream()).anyMatch(method -> method.startsWith(name + "("));
        }
        if (lookup.call().contains("Field")) {
            return types.anyMatch(type -> type.fields().contains(name));
        }
        return types.anyMatch(type -> type.name().equals(name) || type.name().endsWith(name));
    }

    @Test
    void the_lists_of_this_test_name_lookups_that_exist() {
        List<String> places = lookups.stream().map(Lookup::place).toList();
        assertThat(places).containsAll(NAMES_ELSEWHERE.keySet()).containsAll(WITHOUT_NAMES.keySet());
    }

    @Test
    void types_and_members_of_ours_that_are_declared_exist() {
        assertThat(metadata.types())
                .filteredOn(type -> type.name().startsWith("org.eventsource."))
                .isNotEmpty()
                .allSatisfy(
                        type -> assertThat(members(classes.get(type.name()))).containsAll(type.methods()));
    }

    @Test
    void conditions_of_ours_exist() {
        assertThat(metadata.types())
                .extracting(Type::condition)
                .filteredOn(condition -> condition.startsWith("org.eventsource."))
                .isNotEmpty()
                .allMatch(classes::contain);
    }

    private static Set<String> members(JavaClass type) {
        return type.getCodeUnits().stream()
                .map(member -> signature(
                        member.getName(), member.getRawParameterTypes().stream().map(JavaClass::getName)))
                .collect(Collectors.toSet());
    }

    /** RESTEasy and Quarkus are absent here. */
    @Test
    void methods_of_jersey_and_of_the_jdk_that_are_declared_exist() throws ClassNotFoundException {
        List<Type> types = metadata.types().stream()
                .filter(type -> type.name().matches("org\\.glassfish\\.jersey\\..*|java\\.lang\\.Thread"))
                .filter(type -> Runtime.version().feature() > 20 || type.name().startsWith("org."))
                .toList();
        assertThat(types).isNotEmpty();
        for (Type type : types) {
            assertThat(Arrays.stream(Class.forName(type.name()).getMethods())
                            .map(method -> signature(
                                    method.getName(),
                                    Arrays.stream(method.getParameterTypes()).map(Class::getName))))
                    .containsAll(type.methods());
        }
    }

    private static String signature(String name, Stream<String> parameters) {
        return parameters.collect(Collectors.joining(",", name + "(", ")"));
    }
}
