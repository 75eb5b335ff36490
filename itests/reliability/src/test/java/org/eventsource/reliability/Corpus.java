package org.eventsource.reliability;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Runs a test with each stored input of a fuzzer: its one parameter is the file. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(Corpus.Inputs.class)
@interface Corpus {

    /** The folder of the inputs in {@code src/test/corpus}. */
    String value();

    final class Inputs extends AnnotationBasedArgumentsProvider<Corpus> {

        @Override
        protected Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context, Corpus corpus) {
            try (Stream<Path> files = Files.list(Path.of("src/test/corpus", corpus.value()))) {
                return files.sorted().toList().stream().map(Arguments::of);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
