package org.eventsource.impl.transport;

import java.util.concurrent.ThreadFactory;

/**
 * The threads that streams are read on.
 *
 * @param interruptible whether an interrupt ends a blocking read, as it does on virtual threads
 */
public record BlockingThreads(ThreadFactory factory, boolean interruptible) {}
