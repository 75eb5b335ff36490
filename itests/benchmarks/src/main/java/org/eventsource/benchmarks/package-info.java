/**
 * Measurements beside other clients. Build with
 *
 * <pre>
 * mvn -q -Pbenchmarks -pl itests/benchmarks -am package -DskipTests
 * </pre>
 *
 * and run {@code java -jar benchmarks/target/benchmarks.jar}, which prints the commands.
 */
@NullMarked
package org.eventsource.benchmarks;

import org.jspecify.annotations.NullMarked;
