package org.eventsource.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module provides is also what it provides on the class path. */
class ServicesTest {

    private static final String SERVICES = "META-INF/services/";

    @ParameterizedTest
    @ValueSource(
            strings = {"org.eventsource.api", "org.eventsource.impl", "org.eventsource.cdi", "org.eventsource.rest"})
    void a_module_provides_the_services_that_its_files_name(String name) throws IOException {
        ModuleReference module =
                ModuleFinder.of(ClassPath.OURS.toArray(Path[]::new)).find(name).orElseThrow();
        assertThat(module.descriptor().isAutomatic()).isFalse();
        assertThat(provided(module.descriptor())).isEqualTo(named(module));
    }

    private static Map<String, List<String>> provided(ModuleDescriptor descriptor) {
        return descriptor.provides().stream()
                .collect(Collectors.toMap(ModuleDescriptor.Provides::service, ModuleDescriptor.Provides::providers));
    }

    private static Map<String, List<String>> named(ModuleReference module) throws IOException {
        try (ModuleReader reader = module.open();
                var files = reader.list()) {
            return files.filter(file -> file.startsWith(SERVICES) && !file.endsWith("/"))
                    .collect(Collectors.toMap(file -> file.substring(SERVICES.length()), file -> lines(reader, file)));
        }
    }

    private static List<String> lines(ModuleReader reader, String file) {
        try (InputStream stream = reader.open(file).orElseThrow()) {
            return new String(stream.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
