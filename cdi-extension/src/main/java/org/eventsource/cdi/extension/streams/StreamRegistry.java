package org.eventsource.cdi.extension.streams;

import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eventsource.impl.dispatch.Listeners;
import org.jspecify.annotations.Nullable;

/**
 * The streams of an application that have handles or observers: the streams with a key, and the streams of one handle
 * each. After the stop, it returns only closed handles.
 */
final class StreamRegistry {

    private final Map<String, SharedStream> keyed = new TreeMap<>();
    private final Set<SharedStream> single = new HashSet<>();
    private final Set<String> declared;
    private final Admission attachments = new Admission();
    private boolean stopped;
    /** Created for the first handle that is passivated. */
    private @Nullable Cleaner cleaner;

    /** @param declaredStreams exist as long as the application runs */
    StreamRegistry(Collection<SharedStream> declaredStreams) {
        declaredStreams.forEach(stream -> keyed.put(stream.key(), stream));
        this.declared = Set.copyOf(keyed.keySet());
    }

    /** Creates a handle on the stream with this key. The stream is created if there is none. */
    synchronized StreamHandle handle(String key, Supplier<SharedStream> make, Listeners listeners) {
        return handleOn(keyed.computeIfAbsent(key, absent -> make.get()), listeners);
    }

    /** Creates the only handle on a stream. */
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

    /** Returns the stream with this key that exists as long as the application runs. */
    synchronized Optional<SharedStream> declared(String key) {
        return declared.contains(key) ? Optional.ofNullable(keyed.get(key)) : Optional.empty();
    }

    /** Runs an attachment of a handle, immediately or when the application has begun to run. */
    void attach(Runnable attachment) {
        attachments.execute(attachment);
    }

    /**
     * Runs an action on a separate thread after a handle was collected. The action must not hold a reference to the
     * handle.
     */
    synchronized void whenGone(StreamHandle handle, Runnable action) {
        if (cleaner == null) {
            cleaner = Cleaner.create();
        }
        cleaner.register(handle, action);
    }

    /** Records that a handle on this stream was closed. */
    synchronized void released(SharedStream stream) {
        stream.release();
        if (!stream.isHeld()) {
            single.remove(stream);
            if (!declared.contains(stream.key())) {
                keyed.remove(stream.key(), stream);
            }
        }
    }

    /** Returns the streams with a key, sorted by key. */
    synchronized List<SharedStream> streams() {
        return List.copyOf(keyed.values());
    }

    /** Attaches the handles that have listeners now, and later handles immediately. */
    void begin() {
        attachments.open();
    }

    /** Opens the closed streams with this key again. Returns false if there is no stream with this key. */
    boolean reopen(String key) {
        return forEach(key, SharedStream::reopen);
    }

    /** Pauses or resumes the streams with this key. Returns false if there is no stream with this key. */
    boolean pause(String key, boolean paused) {
        return forEach(key, stream -> stream.pause(paused));
    }

    private boolean forEach(String key, Consumer<SharedStream> action) {
        List<SharedStream> found = withKey(key);
        found.forEach(action);
        return !found.isEmpty();
    }

    private synchronized List<SharedStream> withKey(String key) {
        return Stream.concat(keyed.values().stream(), single.stream())
                .filter(stream -> stream.key().equals(key))
                .toList();
    }

    /**
     * Closes all connections and rejects further calls into the application.
     *
     * @return the streams that were stopped
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
