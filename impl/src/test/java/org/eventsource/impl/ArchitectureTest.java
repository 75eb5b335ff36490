package org.eventsource.impl;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import jakarta.ws.rs.client.Client;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eventsource.EventTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may use what. */
class ArchitectureTest {

    private static final String PARSER = "org.eventsource.parser..";
    private static final String IMPL = "org.eventsource.impl..";

    private static final String CLIENT_QUIRKS = "org.eventsource.impl.rest.ClientQuirks";
    private static final List<String> REST_CLIENTS =
            List.of("org.glassfish.", "jersey.", "org.jboss.", "resteasy", "org.apache.");

    /** Public for the modules {@code eventsource-cdi} and {@code eventsource-rest}, or found as a service. */
    private static final Set<String> FOR_OTHER_MODULES = Set.of(
            "org.eventsource.impl.DefaultEventSourceProvider",
            "org.eventsource.impl.SourceBuilder",
            "org.eventsource.impl.Threads",
            "org.eventsource.impl.dispatch.FailureLog",
            "org.eventsource.impl.pull.Feed",
            "org.eventsource.impl.pull.WaitingMessages",
            "org.eventsource.impl.sse.SseEventSourceBuilder",
            "org.eventsource.impl.tls.StoreFile",
            "org.eventsource.impl.transport.Shown");

    private static final JavaClasses ALL = new ClassFileImporter().importPackages("org.eventsource");
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.eventsource")
            .that(not(resideInAnyPackage("org.eventsource.itests..", "org.eventsource.testing..")));

    @Test
    void the_parser_knows_bytes_and_text_only() {
        DescribedPredicate<JavaClass> bytesAndText = resideInAnyPackage(
                        "java.lang..", "java.util", "java.util.function", "java.nio", "java.nio.charset", "java.time")
                .and(not(equivalentTo(Thread.class)));
        holds(classes()
                .that()
                .resideInAPackage(PARSER)
                .should()
                .onlyDependOnClassesThat(bytesAndText
                        .or(resideInAnyPackage(PARSER, "org.jspecify.annotations"))
                        .or(equivalentTo(EventTooLargeException.class))
                        .as("are of the JDK's bytes and text, the parser, or EventTooLargeException")));
    }

    @Test
    void the_parser_has_no_clock_and_no_logger() {
        holds(noClasses().that().resideInAPackage(PARSER).should().accessTargetWhere(readsClockOrAsksForLogger()));
        holds(noClasses()
                .that()
                .resideInAPackage(PARSER)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(System.Logger.class, System.LoggerFinder.class, Clock.class));
    }

    @Test
    void packages_form_no_cycles() {
        holds(slices().assignedFrom(packagesOfThisModule()).should().beFreeOfCycles());
    }

    @ParameterizedTest
    @MethodSource("arrows")
    void a_package_uses_only_the_packages_below_it(String from, List<String> to) {
        DescribedPredicate<JavaClass> inOtherPackages = resideInAnyPackage(PARSER, IMPL)
                .and(not(resideInAPackage("org.eventsource." + from)))
                .and(not(resideInAnyPackage(
                        to.stream().map("org.eventsource."::concat).toArray(String[]::new))));
        holds(noClasses()
                .that()
                .resideInAPackage("org.eventsource." + from)
                .should()
                .dependOnClassesThat(inOtherPackages));
    }

    static Stream<Arguments> arrows() {
        return Stream.of(
                arguments("parser", List.of()),
                arguments("impl.dispatch", List.of()),
                arguments("impl.transport", List.of()),
                arguments("impl.coding", List.of()),
                arguments("impl.cursor", List.of("impl.dispatch", "impl.state")),
                arguments("impl.state", List.of("impl.transport")),
                arguments("impl.tls", List.of()),
                arguments("impl.jdk", List.of("impl.tls", "impl.transport")),
                arguments("impl.rest", List.of("impl.transport")),
                arguments(
                        "impl.source",
                        List.of(
                                "parser",
                                "impl.coding",
                                "impl.cursor",
                                "impl.dispatch",
                                "impl.state",
                                "impl.transport")),
                arguments("impl.address", List.of("impl.source", "impl.transport")),
                arguments("impl.pull", List.of("impl.cursor", "impl.dispatch", "impl.source", "impl.transport")),
                arguments(
                        "impl",
                        List.of(
                                "impl.address",
                                "impl.cursor",
                                "impl.dispatch",
                                "impl.jdk",
                                "impl.pull",
                                "impl.rest",
                                "impl.source",
                                "impl.state",
                                "impl.transport")),
                arguments(
                        "impl.sse",
                        List.of("impl", "impl.dispatch", "impl.rest", "impl.source", "impl.state", "impl.transport")));
    }

    @Test
    void every_package_has_its_arrows() {
        Set<String> packages = MAIN.that(resideInAnyPackage(PARSER, IMPL)).stream()
                .map(type -> type.getPackageName().substring("org.eventsource.".length()))
                .collect(Collectors.toSet());

        assertThat(packages)
                .containsExactlyInAnyOrderElementsOf(
                        arrows().map(arrow -> (String) arrow.get()[0]).toList());
    }

    @Test
    void jakarta_rest_is_seen_by_its_adapter_and_its_facade_alone() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(PARSER, IMPL)
                .and()
                .resideOutsideOfPackages(
                        "org.eventsource.impl", "org.eventsource.impl.rest..", "org.eventsource.impl.sse..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs.."));
    }

    @Test
    void the_builder_hands_on_a_client_and_uses_no_more_of_jakarta_rest() {
        holds(noClasses()
                .that()
                .resideInAPackage("org.eventsource.impl")
                .should()
                .dependOnClassesThat(resideInAPackage("jakarta.ws.rs..").and(not(equivalentTo(Client.class)))));
    }

    @Test
    void the_jdk_client_is_seen_by_its_adapter_alone() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("org.eventsource.impl.jdk..")
                .should()
                .dependOnClassesThat(resideInAPackage("java.net.http..")
                        .and(not(equivalentTo(HttpHeaders.class)))
                        .and(not(equivalentTo(HttpClient.class)))
                        .as("are of java.net.http, except HttpHeaders and HttpClient, values of the API")));
    }

    @Test
    void a_client_of_the_jdk_is_handed_on_and_called_by_its_adapter_alone() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("org.eventsource.impl.jdk..")
                .should()
                .accessClassesThat(equivalentTo(HttpClient.class)));
    }

    @Test
    void nothing_sleeps_tests_included() {
        noClasses().should().accessTargetWhere(sleeps()).check(ALL);
    }

    @Test
    void types_are_public_only_where_another_package_uses_them() {
        holds(classes()
                .that()
                .resideInAnyPackage(PARSER, IMPL)
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(beUsedByAnotherPackage()));
    }

    @Test
    void names_of_rest_clients_are_in_one_class() throws IOException {
        List<String> others = new ArrayList<>();
        for (JavaClass type : MAIN.that(resideInAnyPackage(IMPL))) {
            if (!type.getName().equals(CLIENT_QUIRKS) && namesRestClient(type)) {
                others.add(type.getName());
            }
        }

        assertThat(others).isEmpty();
    }

    /** A class file contains the strings of the source, and no comments. */
    private static boolean namesRestClient(JavaClass type) throws IOException {
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            String content = new String(bytes.readAllBytes(), ISO_8859_1);
            return REST_CLIENTS.stream().anyMatch(content::contains);
        }
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(MAIN);
    }

    /** Finds calls and method references. */
    private static DescribedPredicate<JavaAccess<?>> readsClockOrAsksForLogger() {
        return describe("reads the clock or gets a logger", access -> {
            JavaClass owner = access.getTargetOwner();
            String name = access.getName();
            return owner.isEquivalentTo(System.class)
                            && Set.of("nanoTime", "currentTimeMillis", "getLogger")
                                    .contains(name)
                    || owner.getPackageName().equals("java.time") && name.equals("now");
        });
    }

    /** Waits for a fixed time: sleeps, parks, or waits on a monitor. */
    private static DescribedPredicate<JavaAccess<?>> sleeps() {
        return describe("waits for a fixed time", access -> {
            JavaClass owner = access.getTargetOwner();
            return switch (access.getName()) {
                case "sleep" -> owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class);
                case "timedWait" -> owner.isEquivalentTo(TimeUnit.class);
                case "parkNanos", "parkUntil" -> owner.isEquivalentTo(LockSupport.class);
                case "wait" -> hasParameters(access);
                default -> false;
            };
        });
    }

    private static boolean hasParameters(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target
                && !target.getRawParameterTypes().isEmpty();
    }

    private static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean isUsed = FOR_OTHER_MODULES.contains(type.getName())
                        || type.getDirectDependenciesToSelf().stream()
                                .anyMatch(use ->
                                        !use.getOriginClass().getPackage().equals(type.getPackage()));
                events.add(new SimpleConditionEvent(type, isUsed, type.getName() + " is public for its own package"));
            }
        };
    }

    /** Each package is a slice. Packages of the API are none, because builder and provider use each other there. */
    private static SliceAssignment packagesOfThisModule() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return resideInAnyPackage(PARSER, IMPL).test(type)
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}
