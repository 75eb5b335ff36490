package org.eventsource.cdi.extension;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.eventsource.spi.ForeignText;
import org.junit.jupiter.api.Test;

/** Checks rules for all classes that enter a user's application. This module has all of them on its class path. */
class LibraryRulesTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.eventsource")
            .that(resideOutsideOfPackages("org.eventsource.itests..", "org.eventsource.testing.."));

    @Test
    void no_implementation_of_jakarta_is_named() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.glassfish..", "org.jboss..", "org.apache.cxf..")
                .check(LIBRARY);
    }

    @Test
    void loggers_are_those_of_the_system() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.logging..", "org.slf4j..", "org.apache.logging..", "org.apache.commons.logging..")
                .check(LIBRARY);
    }

    /** The message of an exception may quote what a server sent. */
    @Test
    void exceptions_are_logged_as_foreign_text() {
        LIBRARY.stream()
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getMethodCallsFromSelf().stream().anyMatch(LibraryRulesTest::logsException))
                .forEach(unit -> assertThat(unit.getMethodCallsFromSelf())
                        .as("%s logs an exception without ForeignText", unit.getFullName())
                        .anyMatch(LibraryRulesTest::printsException));
    }

    private static boolean logsException(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(System.Logger.class) && takesException(call);
    }

    private static boolean printsException(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(ForeignText.class) && takesException(call);
    }

    private static boolean takesException(JavaMethodCall call) {
        return call.getTarget().getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Throwable.class));
    }

    @Test
    void no_package_is_in_two_jars() {
        assertThat(LIBRARY.stream()
                        .collect(groupingBy(JavaClass::getPackageName, mapping(LibraryRulesTest::jar, toSet()))))
                .isNotEmpty()
                .allSatisfy((name, jars) -> assertThat(jars).hasSize(1));
    }

    private static String jar(JavaClass type) {
        String file = type.getSource().orElseThrow().getUri().toString();
        return file.substring(0, file.lastIndexOf(type.getPackageName().replace('.', '/') + "/"));
    }
}
