package org.eventsource;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What users compile against, as text in the repository, so that a change of it is a diff that a reviewer sees. */
class ApiSurfaceTest {

    private static final Path RECORDED =
            Path.of(System.getProperty("basedir", ""), "src", "test", "resources", "api-surface.txt");
    private static final String REGENERATE = "mvn test -pl api -Dtest=ApiSurfaceTest -Dapi.surface.update=true";

    @Test
    void the_api_is_the_recorded_one() throws Exception {
        String surface = surface();
        if (Boolean.getBoolean("api.surface.update")) {
            Files.writeString(RECORDED, surface);
        }
        assertThat(surface.lines())
                .as(
                        "The API differs from api/src/test/resources/api-surface.txt. If that is meant, run\n  %s\n"
                                + "and commit the file with the change.",
                        REGENERATE)
                .containsExactlyElementsOf(Files.readAllLines(RECORDED));
    }

    private static String surface() throws IOException, URISyntaxException {
        Path classes = Path.of(EventSource.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> load(name.substring(0, name.length() - ".class".length())))
                    .filter(ApiSurfaceTest::isPublic)
                    .sorted((a, b) -> a.getName().compareTo(b.getName()))
                    .map(ApiSurfaceTest::describe)
                    .collect(joining("\n"));
        }
    }

    private static Class<?> load(String path) {
        try {
            return Class.forName(path.replace('/', '.'), false, EventSource.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Public, and so is each type that it is nested in. */
    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    private static String describe(Class<?> type) {
        Stream<String> members = Stream.of(
                        type.getDeclaredConstructors(), type.getDeclaredFields(), type.getDeclaredMethods())
                .flatMap(Arrays::stream)
                .filter(ApiSurfaceTest::isVisible)
                .map(ApiSurfaceTest::describe)
                .sorted();
        return Stream.concat(Stream.of(head(type)), members.map(member -> "    " + member))
                .map(line -> line.replace(type.getName() + ".", "").replace("java.lang.", ""))
                .collect(joining("\n", "", "\n"));
    }

    private static boolean isVisible(AccessibleObject object) {
        Member member = (Member) object;
        return !member.isSynthetic() && (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static String describe(AccessibleObject member) {
        if (member instanceof Method method && method.getDefaultValue() != null) {
            return method.toGenericString() + " default \"" + method.getDefaultValue() + '"';
        }
        if (member instanceof Executable executable) {
            return executable.toGenericString();
        }
        return ((Field) member).toGenericString();
    }

    private static String head(Class<?> type) {
        int modifiers = type.getModifiers() & Modifier.classModifiers() & ~Modifier.STATIC;
        return Stream.of(
                        Modifier.toString(type.isInterface() ? modifiers & ~Modifier.ABSTRACT : modifiers),
                        type.isSealed() ? "sealed" : "",
                        kind(type),
                        type.getName() + parameters(type),
                        list("extends", type.getGenericSuperclass()),
                        list(type.isInterface() ? "extends" : "implements", type.getGenericInterfaces()),
                        type.isSealed() ? list("permits", type.getPermittedSubclasses()) : "")
                .filter(part -> !part.isEmpty())
                .collect(joining(" "));
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String parameters(Class<?> type) {
        List<String> names = Arrays.stream(type.getTypeParameters())
                .map(parameter -> parameter.getName() + list(" extends", parameter.getBounds()))
                .toList();
        return names.isEmpty() ? "" : "<" + String.join(", ", names) + ">";
    }

    private static String list(String keyword, Type... types) {
        String names = Arrays.stream(types)
                .filter(Objects::nonNull)
                .filter(type -> type != Object.class)
                .map(Type::getTypeName)
                .collect(joining(", "));
        return names.isEmpty() ? "" : keyword + " " + names;
    }
}
