/**
 * Contains the CDI extensions that add streams as beans: {@link org.eventsource.cdi.extension.StreamExtension} runs
 * while a container boots, {@link org.eventsource.cdi.extension.StreamBuildExtension} runs in a build. A program that
 * disables discovery registers {@code StreamExtension}. The subpackages are not API.
 *
 * <p>Both extensions create a {@link org.eventsource.cdi.extension.model.StreamModel}. All other packages use this
 * model.
 */
@NullMarked
package org.eventsource.cdi.extension;

import org.jspecify.annotations.NullMarked;
