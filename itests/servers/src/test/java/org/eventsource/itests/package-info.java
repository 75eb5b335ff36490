/** Tests the whole path in real containers: from a server's bytes to an application's listeners and observers. */
@NullMarked
package org.eventsource.itests;

import org.jspecify.annotations.NullMarked;
