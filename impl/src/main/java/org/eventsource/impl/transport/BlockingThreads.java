package org.eventsource.impl.transport;

import java.util.concurrent.ThreadFactory;

/**
 * Creates the threads on which blocking clients read streams.
 *
 * @param interruptible whether an interrupt ends a blocking read, as it does on virtual threads
 */
public record BlockingThreads(ThreadFactory factory, boolean interruptible) {}
