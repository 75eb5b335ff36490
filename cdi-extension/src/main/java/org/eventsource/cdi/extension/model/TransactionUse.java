package org.eventsource.cdi.extension.model;

/** Whether messages are handled in transactions. */
public enum TransactionUse {
    /** If the cursor is in a database and the container has transactions. */
    AUTO,
    /** Always. Without transactions the deployment fails. */
    REQUIRED,
    /** Never. */
    NONE
}
