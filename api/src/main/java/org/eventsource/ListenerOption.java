package org.eventsource;

/**
 * How a listener is registered, as the DOM's <a
 * href="https://dom.spec.whatwg.org/#dictdef-addeventlisteneroptions">{@code AddEventListenerOptions}</a>.
 */
public enum ListenerOption {
    /** The listener is removed just before its first call. */
    ONCE
}
