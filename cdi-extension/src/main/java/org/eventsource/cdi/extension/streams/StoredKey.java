package org.eventsource.cdi.extension.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Optional;
import org.eventsource.impl.transport.Shown;

/** Encodes a key for the store of a container. A key that may contain a secret is replaced by its digest. */
public final class StoredKey {

    private static final String DIGEST = "sha-256:";

    private StoredKey() {}

    public static String of(String key) {
        return Shown.isWhole(key) && !isDigest(key) ? key : DIGEST + digest(key);
    }

    static boolean isDigest(String stored) {
        return stored.startsWith(DIGEST);
    }

    /** Returns the key that has this digest. */
    static Optional<String> find(String stored, Collection<String> keys) {
        return keys.stream().filter(key -> of(key).equals(stored)).findFirst();
    }

    private static String digest(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
