/** Tests how streams behave in servers. One suite accesses an application from outside. It runs in every server. */
@NullMarked
package org.eventsource.testing.server;

import org.jspecify.annotations.NullMarked;
