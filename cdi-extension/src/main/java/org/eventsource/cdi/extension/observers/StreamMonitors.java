package org.eventsource.cdi.extension.observers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.eventsource.MessageEvent;
import org.eventsource.impl.dispatch.FatalErrors;
import org.eventsource.impl.dispatch.Reports;
import org.eventsource.impl.source.LogSettings;
import org.eventsource.spi.StreamMonitor;
import org.jspecify.annotations.Nullable;

/**
 * The monitors that the application provides as beans. What a monitor throws is logged, unless it is a fatal error. The
 * beans are created at the first call.
 */
public final class StreamMonitors implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(LogSettings.LOGGER_NAME);

    public static final StreamMonitors NONE = new StreamMonitors(List.of());

    private final List<ApplicationBean<StreamMonitor>> beans;
    private final Reports reports = new Reports();
    private volatile @Nullable List<StreamMonitor> created;

    public StreamMonitors(List<ApplicationBean<StreamMonitor>> beans) {
        this.beans = beans;
    }

    /** Returns whether the application has no monitor. */
    public boolean areNone() {
        return beans.isEmpty();
    }

    /** Calls each monitor. */
    public void call(String key, Consumer<StreamMonitor> call) {
        created().forEach(monitor -> guard(key, () -> call.accept(monitor)));
    }

    /**
     * Calls each monitor, as a message is about to be delivered.
     *
     * @return is to be called after the delivery, on this thread
     */
    public Runnable handling(String key, MessageEvent message) {
        Deque<AutoCloseable> begun = new ArrayDeque<>();
        Runnable end = () -> begun.forEach(handling -> guard(key, handling::close));
        try {
            call(key, monitor -> begin(monitor, key, message, begun));
        } catch (RuntimeException | Error e) {
            end.run();
            throw e;
        }
        return end;
    }

    /** Ignores null, which an application without null checks may return. */
    private static void begin(StreamMonitor monitor, String key, MessageEvent message, Deque<AutoCloseable> begun) {
        AutoCloseable handling = monitor.handling(key, message);
        if (handling != null) {
            begun.push(handling);
        }
    }

    /** A call that may throw. */
    private interface Call {
        void run() throws Exception;
    }

    private void guard(String key, Call call) {
        try {
            call.run();
        } catch (Exception | Error e) {
            report(key, e);
        }
    }

    private void report(String key, Throwable thrown) {
        FatalErrors.rethrow(thrown);
        reports.log(LOGGER, "stream %s: a StreamMonitor failed; the stream goes on".formatted(key), thrown);
    }

    private List<StreamMonitor> created() {
        List<StreamMonitor> monitors = created;
        return monitors == null ? create() : monitors;
    }

    private synchronized List<StreamMonitor> create() {
        List<StreamMonitor> monitors = created;
        if (monitors == null) {
            List<StreamMonitor> creating = new ArrayList<>();
            for (ApplicationBean<StreamMonitor> bean : beans) {
                try {
                    creating.add(bean.get());
                } catch (Exception | Error e) {
                    FatalErrors.rethrow(e);
                    reports.log(LOGGER, "%s: this StreamMonitor cannot be created".formatted(bean.place()), e);
                }
            }
            monitors = List.copyOf(creating);
            created = monitors;
        }
        return monitors;
    }

    @Override
    public void close() {
        beans.forEach(ApplicationBean::close);
    }
}
