package org.eventsource.cdi.extension.config;

/** No URL is configured for a key that is none. */
final class MissingUrlException extends InvalidSettingException {

    private static final long serialVersionUID = 1L;

    MissingUrlException(String message) {
        super(message);
    }
}
