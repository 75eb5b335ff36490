/** Certificates and keys from files, for connections over TLS. */
@NullMarked
package org.eventsource.impl.tls;

import org.jspecify.annotations.NullMarked;
