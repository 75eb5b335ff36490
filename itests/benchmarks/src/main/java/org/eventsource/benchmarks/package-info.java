/**
 * Measurements beside other clients. Build with
 *
 * <pre>
 * mvn -q -Pbenchmarks -pl benchmarks -am package -DskipTests
 * </pre>
 *
 * and run {@code java -jar benchmarks/target/benchmarks.jar}, which says what there is.
 */
@NullMarked
package org.eventsource.benchmarks;

import org.jspecify.annotations.NullMarked;
