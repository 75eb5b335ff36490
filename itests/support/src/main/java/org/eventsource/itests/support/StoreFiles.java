package org.eventsource.itests.support;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Collections;

/** Writes the files of certificates and keys that operators have. A file is replaced in one step. */
public final class StoreFiles {

    private StoreFiles() {}

    /**
     * Writes a store with the password of {@link CertificateAuthority#PASSWORD}.
     *
     * @param type {@code PKCS12} or {@code JKS}
     */
    public static Path store(Path file, String type, KeyStore content) throws IOException, GeneralSecurityException {
        char[] password = CertificateAuthority.PASSWORD.toCharArray();
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        for (String alias : Collections.list(content.aliases())) {
            if (content.isKeyEntry(alias)) {
                store.setKeyEntry(alias, content.getKey(alias, password), password, content.getCertificateChain(alias));
            } else {
                store.setCertificateEntry(alias, content.getCertificate(alias));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return replace(file, bytes.toByteArray());
    }

    /** Writes a PEM file with the keys of a store and all certificates. */
    public static Path pem(Path file, KeyStore content) throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder("# for a test\n");
        for (String alias : Collections.list(content.aliases())) {
            if (content.isKeyEntry(alias)) {
                Key key = content.getKey(alias, CertificateAuthority.PASSWORD.toCharArray());
                append(pem, "PRIVATE KEY", key.getEncoded());
                for (Certificate certificate : content.getCertificateChain(alias)) {
                    append(pem, "CERTIFICATE", certificate.getEncoded());
                }
            } else {
                append(pem, "CERTIFICATE", content.getCertificate(alias).getEncoded());
            }
        }
        return replace(file, pem.toString().getBytes(US_ASCII));
    }

    private static void append(StringBuilder pem, String label, byte[] content) {
        pem.append("-----BEGIN ")
                .append(label)
                .append("-----\n")
                .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content))
                .append("\n-----END ")
                .append(label)
                .append("-----\n");
    }

    private static Path replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, content);
        return Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
