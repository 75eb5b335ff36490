package org.eventsource.impl.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** The certificates and the key of a PEM file, in its order. Other blocks are ignored. */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    private static final String PKCS12 = "PKCS12";
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /** A block between its two lines. */
    private record Block(String label, String text) {

        byte[] bytes() throws CertificateException {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new CertificateException("a block is not Base64", e);
            }
        }

        boolean isCertificate() {
            return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
        }

        boolean isKey() {
            return label.endsWith("PRIVATE KEY");
        }
    }

    private final List<Block> blocks;

    private Pem(List<Block> blocks) {
        this.blocks = blocks;
    }

    static Pem of(byte[] content) throws CertificateException {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(new String(content, ISO_8859_1));
        while (found.find()) {
            blocks.add(new Block(found.group(1), found.group(2)));
        }
        if (blocks.isEmpty()) {
            throw new CertificateException("it has no PEM block");
        }
        return new Pem(blocks);
    }

    /** Returns a store of trusted certificates. */
    KeyStore certificates() throws GeneralSecurityException {
        KeyStore store = empty();
        List<X509Certificate> certificates = all();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("certificate" + i, certificates.get(i));
        }
        return store;
    }

    /** Returns a store with the first key, which it protects with the password. */
    KeyStore keys(Secret password) throws GeneralSecurityException {
        KeyStore store = empty();
        List<X509Certificate> chain = chain(all());
        for (Block block : blocks) {
            if (block.isKey() && !chain.isEmpty()) {
                PrivateKey key = key(block, password);
                store.setKeyEntry("key", key, password.characters(), chain.toArray(X509Certificate[]::new));
                return store;
            }
        }
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(PKCS12);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Returns the first certificate and its issuers. A server expects this order, and no other certificates. */
    private static List<X509Certificate> chain(List<X509Certificate> all) {
        List<X509Certificate> chain = new ArrayList<>();
        X509Certificate next = all.isEmpty() ? null : all.get(0);
        while (next != null && !chain.contains(next)) {
            chain.add(next);
            next = issuer(next, all);
        }
        return chain;
    }

    private static @Nullable X509Certificate issuer(X509Certificate of, List<X509Certificate> all) {
        return all.stream()
                .filter(certificate -> certificate.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
                .findFirst()
                .orElse(null);
    }

    private List<X509Certificate> all() throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.isCertificate()) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes())));
            }
        }
        return certificates;
    }

    private static PrivateKey key(Block block, Secret password) throws GeneralSecurityException {
        if (block.text().contains("ENCRYPTED")) {
            throw new InvalidKeySpecException(
                    "its key is encrypted as in old versions of OpenSSL; openssl pkcs8 -topk8 writes a usable one");
        }
        byte[] bytes = block.bytes();
        return switch (block.label()) {
            case "PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(bytes));
            case "RSA PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(Der.ofRsaKey(bytes)));
            case "EC PRIVATE KEY" -> key(new PKCS8EncodedKeySpec(Der.ofEcKey(bytes)));
            case "ENCRYPTED PRIVATE KEY" -> key(decrypted(bytes, password));
            default -> throw new InvalidKeySpecException("its key is of an unknown kind, " + block.label());
        };
    }

    private static PrivateKey key(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        for (String algorithm : KEY_ALGORITHMS) {
            PrivateKey key = keyOf(algorithm, encoded);
            if (key != null) {
                return key;
            }
        }
        throw new InvalidKeySpecException("its key is not one of " + KEY_ALGORITHMS);
    }

    /** Returns null if it is a key of another algorithm. */
    private static @Nullable PrivateKey keyOf(String algorithm, PKCS8EncodedKeySpec encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
            return null;
        }
    }

    private static PKCS8EncodedKeySpec decrypted(byte[] bytes, Secret password) throws GeneralSecurityException {
        EncryptedPrivateKeyInfo encrypted = info(bytes);
        if (password.isEmpty()) {
            throw new UnrecoverableKeyException("encrypted");
        }
        // Only the parameters know the algorithm: its own name is the name of the whole scheme.
        String algorithm = encrypted.getAlgName().equals("PBES2")
                ? encrypted.getAlgParameters().toString()
                : encrypted.getAlgName();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.characters())),
                encrypted.getAlgParameters());
        try {
            return encrypted.getKeySpec(cipher);
        } catch (InvalidKeySpecException e) {
            throw (UnrecoverableKeyException) new UnrecoverableKeyException(e.getMessage()).initCause(e);
        }
    }

    private static EncryptedPrivateKeyInfo info(byte[] bytes) throws InvalidKeySpecException {
        try {
            return new EncryptedPrivateKeyInfo(bytes);
        } catch (IOException e) {
            throw new InvalidKeySpecException(e.getMessage(), e);
        }
    }
}
