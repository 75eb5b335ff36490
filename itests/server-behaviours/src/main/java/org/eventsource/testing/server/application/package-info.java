/** An application as users write it: its beans observe and inject streams, and tell over HTTP what they have heard. */
@NullMarked
package org.eventsource.testing.server.application;

import org.jspecify.annotations.NullMarked;
