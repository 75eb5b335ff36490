package org.eventsource.impl.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.eventsource.spi.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * A file with certificates or keys: PKCS12, JKS or PEM. Its content shows which.
 *
 * @param setting the name of its setting, for messages
 */
public record StoreFile(String setting, Path path, Secret password) {

    private static final String PKCS12 = "PKCS12";
    private static final byte[] JKS_MAGIC = {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED};

    /** The tag of a sequence in DER. */
    private static final int SEQUENCE = 0x30;

    /** Returns a store with the certificates of the file, which are not empty. */
    KeyStore certificates() throws StoreException {
        byte[] content = content();
        try {
            KeyStore store = isStore(content)
                    ? store(content, password.isEmpty() ? null : password.characters())
                    : Pem.of(content).certificates();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    return store;
                }
            }
            throw problem("it has no trusted certificate" + (password.isEmpty() ? without() : ""), null);
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private String without() {
        return "; perhaps it needs " + setting + "-password";
    }

    /** Returns a store with a key of the file and its certificates. Its password is the password of the file. */
    KeyStore keys() throws StoreException {
        byte[] content = content();
        try {
            KeyStore store = isStore(content)
                    ? store(content, password.characters())
                    : Pem.of(content).keys(password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
            }
            if (keys.isEmpty()) {
                throw problem("it has no private key with a certificate", null);
            }
            for (String alias : keys) {
                Key unused = store.getKey(alias, password.characters());
            }
            return store;
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(e);
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    private byte[] content() throws StoreException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    StoreException unreadable(IOException cause) {
        return problem(
                cause instanceof NoSuchFileException ? "there is no such file" : "the file cannot be read: " + cause,
                cause);
    }

    private static boolean isStore(byte[] content) {
        return isJks(content) || (content.length > 0 && content[0] == SEQUENCE);
    }

    private static boolean isJks(byte[] content) {
        return content.length >= JKS_MAGIC.length
                && Arrays.equals(content, 0, JKS_MAGIC.length, JKS_MAGIC, 0, JKS_MAGIC.length);
    }

    private KeyStore store(byte[] content, char @Nullable [] password) throws StoreException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(isJks(content) ? "JKS" : PKCS12);
        try {
            store.load(new ByteArrayInputStream(content), password);
            return store;
        } catch (IOException e) {
            throw isOfPassword(e) ? wrongPassword(e) : damaged(e);
        }
    }

    /** The store of this type shows a wrong password by its cause, or by its message alone. */
    private static boolean isOfPassword(IOException failure) {
        return failure.getCause() instanceof UnrecoverableKeyException
                || String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("password");
    }

    private StoreException wrongPassword(Exception cause) {
        return problem(
                password.isEmpty() ? "it needs " + setting + "-password" : setting + "-password is not its password",
                cause);
    }

    private StoreException damaged(Exception cause) {
        return problem("it is neither PKCS12, JKS nor PEM, or it is damaged: " + cause.getMessage(), cause);
    }

    private StoreException problem(String problem, @Nullable Exception cause) {
        return new StoreException("%s: %s: %s".formatted(setting, ForeignText.url(path.toString()), problem), cause);
    }
}
