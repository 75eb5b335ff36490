package org.eventsource.cdi.extension.streams;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.impl.dispatch.Listeners;
import org.jspecify.annotations.Nullable;

/**
 * The streams of an application that somebody holds or observes: those with a key, and those of one handle each. Once
 * stopped, it gives out handles that are closed.
 */
final class StreamRegistry {

    private final Map<String, SharedStream> keyed = new TreeMap<>();
    private final Set<SharedStream> single = new HashSet<>();
    private final Set<String> declared;
    private final Admission attachments = new Admission();
    private boolean stopped;
    /** Made for the first handle that is passivated. */
    private @Nullable Cleaner cleaner;

    /** With those that are there for as long as the application runs. */
    StreamRegistry(Collection<SharedStream> declaredStreams) {
        declaredStreams.forEach(stream -> keyed.put(stream.key(), stream));
        this.declared = Set.copyOf(keyed.keySet());
    }

    /** A handle on the stream of a key, which is made if there is none. */
    synchronized StreamHandle handle(String key, Supplier<SharedStream> make, Listeners listeners) {
        return handleOn(keyed.computeIfAbsent(key, absent -> make.get()), listeners);
    }

    /** A handle on a stream of its own. */
    synchronized StreamHandle handle(SharedStream stream, Listeners listeners) {
        single.removeIf(SharedStream::isEnded);
        single.add(stream);
        return handleOn(stream, listeners);
    }

    private StreamHandle handleOn(SharedStream stream, Listeners listeners) {
        if (stopped) {
            stream.closeGate();
            stream.stop();
        }
        stream.hold();
        return new StreamHandle(stream, listeners, this);
    }

    /** Runs what attaches a handle, at once or when the application has begun to run. */
    void attach(Runnable attachment) {
        attachments.execute(attachment);
    }

    /** Runs an action on a thread of its own when a handle was collected; the action must not keep the handle. */
    synchronized void whenGone(StreamHandle handle, Runnable action) {
        if (cleaner == null) {
            cleaner = Cleaner.create();
        }
        cleaner.register(handle, action);
    }

    /** A handle on this stream was closed. */
    synchronized void released(SharedStream stream) {
        stream.release();
        if (!stream.isHeld()) {
            single.remove(stream);
            if (!declared.contains(stream.key())) {
                keyed.remove(stream.key(), stream);
            }
        }
    }

    /** Those with a key, sorted by it. */
    synchronized List<SharedStream> streams() {
        return List.copyOf(keyed.values());
    }

    /** Attaches the handles that were listened to by now, and later ones as they are. */
    void begin() {
        attachments.open();
    }

    /** Opens the streams with a key again that are closed; false if there is none with that key. */
    boolean reopen(String key) {
        List<SharedStream> found = withKey(key);
        found.forEach(SharedStream::reopen);
        return !found.isEmpty();
    }

    private synchronized List<SharedStream> withKey(String key) {
        return Stream.concat(keyed.values().stream(), single.stream())
                .filter(stream -> stream.key().equals(key))
                .toList();
    }

    /**
     * Closes all connections. No call into the application begins from here on.
     *
     * @return the streams that there were
     */
    List<SharedStream> stop() {
        List<SharedStream> all = all();
        all.forEach(SharedStream::closeGate);
        all.forEach(SharedStream::stop);
        return all;
    }

    private synchronized List<SharedStream> all() {
        stopped = true;
        List<SharedStream> all = new ArrayList<>(keyed.values());
        all.addAll(single);
        return all;
    }
}
