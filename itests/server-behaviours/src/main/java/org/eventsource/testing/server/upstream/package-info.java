/**
 * Contains an application with a stream and another one that observes the stream. The first is redeployed while the
 * second runs.
 */
@NullMarked
package org.eventsource.testing.server.upstream;

import org.jspecify.annotations.NullMarked;
