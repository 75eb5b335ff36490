/**
 * Contains an application as users write it. Its beans observe and inject streams, and return over HTTP what they
 * recorded.
 */
@NullMarked
package org.eventsource.testing.server.application;

import org.jspecify.annotations.NullMarked;
