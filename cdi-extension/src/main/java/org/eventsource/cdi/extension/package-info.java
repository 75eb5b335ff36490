/**
 * The extensions of CDI that make streams beans: {@link org.eventsource.cdi.extension.StreamExtension} in a container
 * that boots, and {@link org.eventsource.cdi.extension.StreamBuildExtension} in a build. A program that disables
 * discovery names the first. The packages below are no API.
 *
 * <p>Both hand over a {@link org.eventsource.cdi.extension.model.StreamModel}. All other packages work from that.
 */
@NullMarked
package org.eventsource.cdi.extension;

import org.jspecify.annotations.NullMarked;
