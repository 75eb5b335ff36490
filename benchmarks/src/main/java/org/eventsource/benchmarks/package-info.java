/**
 * Measurements with JMH. Build and run with
 *
 * <pre>
 * mvn -q -Pbenchmarks -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar -prof gc
 * </pre>
 */
@NullMarked
package org.eventsource.benchmarks;

import org.jspecify.annotations.NullMarked;
