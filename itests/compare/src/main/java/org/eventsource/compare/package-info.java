/**
 * One hostile server against the clients of server-sent events in Java, each in a process of its own. Run it from the
 * root of the repository:
 *
 * <pre>
 * mvn -Pcompare
 * </pre>
 *
 * <p>{@code docs/comparison.md} has the result and the method.
 */
@NullMarked
package org.eventsource.compare;

import org.jspecify.annotations.NullMarked;
