/**
 * For tests of applications that use event streams: {@link org.eventsource.testing.SseServer} is a server that plays
 * scripts, and {@link org.eventsource.testing.Recorder} is a listener that stores events. With JUnit,
 * {@link org.eventsource.testing.EventSourceExtension} passes both to a test and closes them after it.
 * {@link org.eventsource.testing.ScriptedStreams} replaces HTTP and the clock of an application in CDI.
 */
@NullMarked
package org.eventsource.testing;

import org.jspecify.annotations.NullMarked;
