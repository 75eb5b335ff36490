package org.eventsource.impl.dispatch;

/** Tells errors after which a source can promise nothing from failures of one call. */
public final class FatalErrors {

    private FatalErrors() {}

    /** Throws what was caught if it is fatal; otherwise does nothing. */
    public static void rethrow(Throwable caught) {
        if (caught instanceof VirtualMachineError error && isFatal(error)) {
            throw error;
        }
    }

    /**
     * Every {@link VirtualMachineError} is, but for a stack overflow: that call took too many frames, and has ended.
     */
    public static boolean isFatal(Throwable caught) {
        return caught instanceof VirtualMachineError && !(caught instanceof StackOverflowError);
    }
}
