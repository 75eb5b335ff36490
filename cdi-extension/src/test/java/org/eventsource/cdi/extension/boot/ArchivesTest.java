package org.eventsource.cdi.extension.boot;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import org.eventsource.cdi.extension.observers.StreamDispatcher;
import org.junit.jupiter.api.Test;

class ArchivesTest {

    private final Archives archives = new Archives();

    private static final class One {}

    private static final class Other {}

    private static final class Component {
        private Object injected;
    }

    @Test
    void an_archive_is_known_by_one_class() {
        archives.add(One.class);
        archives.add(Other.class);
        archives.add(StreamDispatcher.class);
        assertThat(archives.classes()).containsExactlyInAnyOrder(One.class, StreamDispatcher.class);
    }

    /** If another class stands for the archive, Payara announces the start before it starts the application. */
    @Test
    void a_bean_stands_for_its_archive_before_what_is_no_bean() throws Exception {
        archives.addComponent(Component.class.getDeclaredField("injected"));
        archives.add(One.class);
        assertThat(archives.classes()).containsExactly(One.class);
    }

    @Test
    void an_archive_without_beans_is_known_by_a_component() throws Exception {
        archives.addComponent(Component.class.getDeclaredField("injected"));
        assertThat(archives.classes()).containsExactly(Component.class);
    }

    @Test
    void classes_whose_sources_are_their_files_are_of_one_archive() throws Exception {
        Files files = new Files();
        archives.add(files.load(One.class));
        archives.add(files.load(Other.class));
        assertThat(archives.classes()).hasSize(1);
    }

    /** Gives each class its own file as its source, as GlassFish does for {@code WEB-INF/classes}. */
    private static final class Files extends ClassLoader {

        private Files() {
            super(ArchivesTest.class.getClassLoader());
        }

        private Class<?> load(Class<?> original) throws IOException {
            URL file = requireNonNull(getResource(original.getName().replace('.', '/') + ".class"));
            try (InputStream stream = file.openStream()) {
                byte[] bytes = stream.readAllBytes();
                CodeSource source = new CodeSource(file, (Certificate[]) null);
                return defineClass(
                        original.getName(), bytes, 0, bytes.length, new ProtectionDomain(source, null, this, null));
            }
        }
    }

    @Test
    void what_does_not_know_this_library_is_none_of_the_application_s() {
        archives.add(String.class);
        assertThat(archives.classes()).isEmpty();
    }
}
