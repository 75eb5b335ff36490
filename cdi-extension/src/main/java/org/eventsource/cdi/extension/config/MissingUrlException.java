package org.eventsource.cdi.extension.config;

/** Thrown if no URL is configured for a key and the key is not a URL. */
final class MissingUrlException extends InvalidSettingException {

    private static final long serialVersionUID = 1L;

    MissingUrlException(String message) {
        super(message);
    }
}
