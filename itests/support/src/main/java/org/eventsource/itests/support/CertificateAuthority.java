package org.eventsource.itests.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private authority that issues certificates, made by the {@code keytool} of the running Java. */
public final class CertificateAuthority {

    /** The password of the stores that this class returns, and of their keys. */
    public static final String PASSWORD = "changeit";

    /** The alias of the key in a store of {@link #issue}. */
    public static final String ALIAS = "key";

    private static final String CA = "ca";

    private final Path directory;
    private final Certificate certificate;

    private CertificateAuthority(Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        this.directory = directory;
        keytool(CA, "-genkeypair", "-alias", CA, "-keyalg", "EC", "-dname", "CN=Test CA", "-ext", "bc:c");
        this.certificate = load(CA).getCertificate(CA);
    }

    /**
     * Creates an authority with a key of its own.
     *
     * @param directory an empty directory, for files of the tool
     */
    public static CertificateAuthority in(Path directory)
            throws IOException, GeneralSecurityException, InterruptedException {
        return new CertificateAuthority(directory);
    }

    public Certificate certificate() {
        return certificate;
    }

    /**
     * Returns a store with a new key, its certificate and the certificate of the authority.
     *
     * @param commonName the name of the subject; a file name, too
     * @param algorithm such as {@code EC} or {@code RSA}
     * @param alternative whom the certificate is for, such as {@code ip:127.0.0.1}
     */
    public KeyStore issue(String commonName, String algorithm, String alternative)
            throws IOException, GeneralSecurityException, InterruptedException {
        keytool(commonName, "-genkeypair", "-alias", ALIAS, "-keyalg", algorithm, "-dname", "CN=" + commonName);
        keytool(commonName, "-certreq", "-alias", ALIAS, "-file", file(commonName + ".csr"));
        keytool(
                CA,
                "-gencert",
                "-alias",
                CA,
                "-infile",
                file(commonName + ".csr"),
                "-outfile",
                file(commonName + ".crt"),
                "-ext",
                "san=" + alternative);
        keytool(CA, "-exportcert", "-alias", CA, "-file", file("ca.crt"));
        keytool(commonName, "-importcert", "-noprompt", "-alias", CA, "-file", file("ca.crt"));
        keytool(commonName, "-importcert", "-alias", ALIAS, "-file", file(commonName + ".crt"));
        KeyStore keys = load(commonName);
        keys.deleteEntry(CA);
        return keys;
    }

    /** Returns a context with a key, which trusts this authority. */
    public SSLContext context(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** Returns a store that trusts this authority. */
    public KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(CA, certificate);
        return store;
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", file(store + ".p12")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("keytool failed: " + output);
        }
    }
}
