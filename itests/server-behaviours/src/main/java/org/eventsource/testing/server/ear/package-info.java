/** Contains beans of the web applications of an enterprise archive. The archive's streams call them. */
@NullMarked
package org.eventsource.testing.server.ear;

import org.jspecify.annotations.NullMarked;
