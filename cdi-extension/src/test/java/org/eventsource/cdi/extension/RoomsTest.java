package org.eventsource.cdi.extension;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.TOP_LEVEL_CLASSES;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which packages of the extension use each other, and which types each shows to the others. */
class RoomsTest {

    private static final String ROOT = RoomsTest.class.getPackageName();
    private static final List<String> ROOMS = List.of("boot", "streams", "observers", "config", "threads", "model");

    /** The container and JSON libraries create these, or others use a constant or a nested type of them. */
    private static final List<String> USED_UNSEEN = Stream.of(
                    "boot.BuiltBeans", "boot.LateStream", "observers.SampleRecord")
            .map(name -> ROOT + "." + name)
            .toList();

    private static final JavaClasses EXTENSION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    boot      | streams observers config threads model
                    streams   | observers config threads model
                    observers | threads model
                    config    | model
                    threads   | ''
                    model     | ''""")
    void a_room_knows_those_below_it(String room, String below) {
        List<String> known = List.of(below.split(" "));
        String[] others = Stream.concat(
                        Stream.of(ROOT),
                        ROOMS.stream()
                                .filter(other -> !other.equals(room) && !known.contains(other))
                                .map(other -> ROOT + "." + other))
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(EXTENSION);
    }

    @Test
    void a_type_is_public_only_if_another_package_uses_it() {
        assertThat(EXTENSION.stream()
                        .filter(TOP_LEVEL_CLASSES)
                        .filter(type -> type.getModifiers().contains(PUBLIC))
                        .filter(type -> !type.getPackageName().equals(ROOT))
                        .filter(type -> type.getDirectDependenciesToSelf().stream()
                                .allMatch(use ->
                                        use.getOriginClass().getPackageName().equals(type.getPackageName())))
                        .map(JavaClass::getName))
                .containsExactlyInAnyOrderElementsOf(USED_UNSEEN);
    }

    /** These types are public for the neighbouring packages. They are not API. */
    @Test
    void a_room_shows_these_types() {
        assertThat(EXTENSION.stream()
                        .filter(TOP_LEVEL_CLASSES)
                        .filter(type -> type.getModifiers().contains(PUBLIC))
                        .filter(type -> !type.getPackageName().equals(ROOT))
                        .map(JavaClass::getName)
                        .map(name -> name.substring(ROOT.length() + 1))
                        .sorted()
                        .collect(joining("\n")))
                .isEqualTo("""
                    boot.Archives
                    boot.BuiltBeans
                    boot.BuiltStreams
                    boot.ClassesAtRuntime
                    boot.ConfiguredKeys
                    boot.ContainerEvents
                    boot.Declarations
                    boot.DeclaredBeans
                    boot.HandleBeans
                    boot.InjectedStreams
                    boot.LateStream
                    boot.ObservedStreams
                    boot.Places
                    boot.PublisherBeans
                    boot.StreamLifecycle
                    boot.StreamsSetup
                    boot.WebModuleEnd
                    config.Configuration
                    config.PropertyNames
                    config.RecentlyUsed
                    config.Setting
                    config.SettingsReader
                    config.StreamSettings
                    model.Audience
                    model.CommitUnit
                    model.EventKind
                    model.HandlingSettings
                    model.InjectionDeclaration
                    model.ModelProblems
                    model.ObserverDeclaration
                    model.OnFailure
                    model.PayloadReceiver
                    model.PayloadType
                    model.Problems
                    model.ProvidedPublisher
                    model.PublisherDeclaration
                    model.StreamModel
                    model.StreamModelCodec
                    model.StreamName
                    model.TransactionUse
                    model.WhenExhausted
                    observers.ApplicationBean
                    observers.ApplicationBeans
                    observers.AsyncObservers
                    observers.CalledBeans
                    observers.Deliveries
                    observers.FailureReports
                    observers.Followers
                    observers.FoundBeans
                    observers.HttpClientBeans
                    observers.JacksonBeans
                    observers.JsonbBeans
                    observers.ObservedMessages
                    observers.ObserverCalls
                    observers.OptionalTypes
                    observers.PayloadReaders
                    observers.RestClientBeans
                    observers.SampleRecord
                    observers.StreamDispatcher
                    observers.StreamMonitors
                    observers.StreamObservers
                    observers.UnitOfWork
                    observers.UnseenTypes
                    streams.ClientBeans
                    streams.CursorStores
                    streams.Injections
                    streams.RequestHandles
                    streams.StoredKey
                    streams.StreamFactory
                    streams.StreamSources
                    streams.Streams
                    threads.ApplicationLoader
                    threads.ContainerThreads
                    threads.Gate
                    threads.NamedExecutors""");
    }
}
