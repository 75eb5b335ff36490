package org.eventsource.impl.source;

import java.util.function.DoubleSupplier;
import org.eventsource.impl.transport.ApplicationExecutor;
import org.eventsource.impl.transport.Transport;

/**
 * The services that a source uses.
 *
 * @param executor runs tasks that timers start
 * @param random returns evenly distributed numbers in [0, 1)
 */
public record Ports(Transport transport, ApplicationExecutor executor, Timer timer, DoubleSupplier random) {}
