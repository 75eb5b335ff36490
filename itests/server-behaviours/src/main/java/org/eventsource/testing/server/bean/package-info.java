/** Contains a resource that is an enterprise bean. */
@NullMarked
package org.eventsource.testing.server.bean;

import org.jspecify.annotations.NullMarked;
