package org.eventsource.cdi.extension.config;

/** A setting is missing or means nothing; the message is for the report. */
class InvalidSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidSettingException(String message) {
        super(message);
    }
}
