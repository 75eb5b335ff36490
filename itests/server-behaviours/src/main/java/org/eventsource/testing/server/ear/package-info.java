/** Beans that the streams of an enterprise archive call in its web applications. */
@NullMarked
package org.eventsource.testing.server.ear;

import org.jspecify.annotations.NullMarked;
