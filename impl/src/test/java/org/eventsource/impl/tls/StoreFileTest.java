package org.eventsource.impl.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eventsource.itests.support.CertificateAuthority;
import org.eventsource.itests.support.StoreFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFileTest {

    private static final Secret PASSWORD = new Secret(CertificateAuthority.PASSWORD);
    private static final int AFTER_ALGORITHM_OF_RSA = 26;

    @TempDir
    private static Path tools;

    private static CertificateAuthority authority;
    private static KeyStore ec;
    private static KeyStore rsa;

    @TempDir
    private Path files;

    @BeforeAll
    static void issue() throws Exception {
        authority = CertificateAuthority.in(tools);
        ec = authority.issue("ec", "EC", "ip:127.0.0.1");
        rsa = authority.issue("rsa", "RSA", "ip:127.0.0.1");
    }

    private StoreFile file(Path path, Secret password) {
        return new StoreFile("key-store", path, password);
    }

    private static PrivateKey key(KeyStore store) throws Exception {
        return (PrivateKey) store.getKey(CertificateAuthority.ALIAS, CertificateAuthority.PASSWORD.toCharArray());
    }

    private static PrivateKey onlyKey(StoreFile file) throws Exception {
        KeyStore keys = file.keys();
        return (PrivateKey)
                keys.getKey(keys.aliases().nextElement(), file.password().characters());
    }

    private Path pem(String label, byte[] key) throws Exception {
        Path file = StoreFiles.pem(files.resolve("certificate.pem"), authority.trustStore());
        Files.writeString(
                file,
                Files.readString(file) + "-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder().encodeToString(key) + "\n-----END " + label + "-----\n",
                US_ASCII);
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void of_java_is_told_by_its_content(String type) throws Exception {
        StoreFile trusted = file(StoreFiles.store(files.resolve("a.any"), type, authority.trustStore()), PASSWORD);
        StoreFile own = file(StoreFiles.store(files.resolve("b.any"), type, ec), PASSWORD);

        assertThat(trusted.certificates().size()).isEqualTo(1);
        assertThat(onlyKey(own)).isEqualTo(key(ec));
    }

    @Test
    void of_PEM_is_told_by_its_content() throws Exception {
        Path file = StoreFiles.pem(files.resolve("a.any"), rsa);

        assertThat(onlyKey(file(file, Secret.NONE))).isEqualTo(key(rsa));
        assertThat(file(file, Secret.NONE).certificates().size()).isEqualTo(2);
    }

    @Test
    void may_have_a_key_of_RSA_in_its_own_form() throws Exception {
        byte[] encoded = key(rsa).getEncoded();
        byte[] inner = Arrays.copyOfRange(encoded, AFTER_ALGORITHM_OF_RSA, encoded.length);

        assertThat(onlyKey(file(pem("RSA PRIVATE KEY", inner), Secret.NONE))).isEqualTo(key(rsa));
    }

    /** Made by {@code openssl ecparam -name prime256v1 -genkey -noout}. */
    @Test
    void may_have_a_key_of_EC_in_its_own_form() throws Exception {
        byte[] encoded = Base64.getDecoder()
                .decode(
                        "MHcCAQEEICtASSatI9e5PKrOVGKhcaMG/R2NQjAEAsgxtagHQsgloAoGCCqGSM49AwEHoUQDQgAEC0cZ4ARzif3q+zRYgX2D30DcKKdlbF6ZD9Yan/VxfdsiVyxIkuqbemO/1fTMUgbTCM+0VM5vKgoHLepKz31MiQ==");

        assertThat(onlyKey(file(pem("EC PRIVATE KEY", encoded), Secret.NONE)).getAlgorithm())
                .isEqualTo("EC");
    }

    /** Made by {@code openssl pkcs8 -topk8 -v2 aes-256-cbc}. */
    @Test
    void may_have_an_encrypted_key() throws Exception {
        byte[] encrypted = Base64.getDecoder()
                .decode(
                        "MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAgkdD24T5Z6RgICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEEmy2jWjKK8H7/OaTqlWB1kEgZBulSMVYw3rPz1D8JUqyiGzu+bF4cK/GCKI1VI7shJzCiNpWAG8cXaTYlensGg6JDec04fu1HtRjw3JIJW70JsCd5Oc2K47xGg1+yMUl4PZLTwE/UfyfeRwQUaLZqHMVc0Pcjy8b4Y78j6hoA5C0yzmowkK/SbjFcR/UNBtJRZ+pCWFrCpiAl40cGBVmUpO0I0=");
        Path file = pem("ENCRYPTED PRIVATE KEY", encrypted);

        assertThat(onlyKey(file(file, PASSWORD)).getAlgorithm()).isEqualTo("EC");
        assertRefused(() -> file(file, Secret.NONE).keys(), file, "it needs key-store-password");
        assertRefused(() -> file(file, new Secret("other")).keys(), file, "key-store-password is not its password");
    }

    private static void assertRefused(ThrowingCallable call, Path file, String problem) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("key-store: " + file + ": " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void with_another_password_is_refused(String type) throws Exception {
        Path file = StoreFiles.store(files.resolve("a"), type, ec);
        Secret other = new Secret("s3cret");

        assertRefused(() -> file(file, other).keys(), file, "key-store-password is not its password");
        assertRefused(() -> file(file, other).certificates(), file, "key-store-password is not its password");
        assertRefused(() -> file(file, Secret.NONE).keys(), file, "it needs key-store-password");
        assertThatThrownBy(() -> file(file, other).keys()).message().doesNotContain("s3cret");
        assertThat(file(file, other).toString()).doesNotContain("s3cret");
    }

    @Test
    void that_is_absent_is_refused() {
        Path file = files.resolve("none");

        assertRefused(() -> file(file, PASSWORD).keys(), file, "there is no such file");
        assertRefused(() -> file(file, PASSWORD).certificates(), file, "there is no such file");
    }

    /** Java makes a path of it. */
    @Test
    void that_is_a_URL_is_named_without_its_secrets() {
        Path file = Path.of("http://user:s3cret@h/key.p12?token=s3cret");

        assertThatThrownBy(() -> file(file, PASSWORD).keys())
                .hasMessage("key-store: http:/h/key.p12: there is no such file");
    }

    @Test
    void that_is_a_directory_is_refused() {
        assertRefused(() -> file(files, PASSWORD).keys(), files, "the file cannot be read: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "certificates",
                "0\u0001\u0002",
                "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void that_is_nothing_of_these_is_refused(String content) throws Exception {
        Path file = Files.writeString(files.resolve("a"), content);

        assertRefused(
                () -> file(file, PASSWORD).certificates(),
                file,
                "it is neither PKCS12, JKS nor PEM, or it is damaged: ");
        assertRefused(() -> file(file, PASSWORD).keys(), file, "it is neither PKCS12, JKS nor PEM, or it is damaged: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRIVATE KEY,AAAA,its key is not one of ",
                "RSA PRIVATE KEY,AAAA,its key is not one of ",
                "EC PRIVATE KEY,AAAA,its key names no curve",
                "EC PRIVATE KEY,MIQB,its key is damaged",
                "DSA PRIVATE KEY,AAAA,its key is of an unknown kind, DSA PRIVATE KEY"
            })
    void with_a_damaged_key_is_refused(String line) throws Exception {
        List<String> parts = List.of(line.split(","));
        Path file = pem(parts.get(0), Base64.getDecoder().decode(parts.get(1)));

        assertRefused(
                () -> file(file, Secret.NONE).keys(),
                file,
                "it is neither PKCS12, JKS nor PEM, or it is damaged: " + parts.get(2));
    }

    @Test
    void with_a_key_that_is_encrypted_in_the_old_way_is_refused() throws Exception {
        Path file = pem("RSA PRIVATE KEY", new byte[3]);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                "RSA PRIVATE KEY-----\nAAAA",
                                "RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA"));

        assertThatThrownBy(() -> file(file, PASSWORD).keys())
                .message()
                .contains("encrypted as in old versions of OpenSSL; openssl pkcs8 -topk8 writes a usable one");
    }

    @Test
    void without_a_key_is_refused() throws Exception {
        Path store = StoreFiles.store(files.resolve("a"), "PKCS12", authority.trustStore());
        Path pem = StoreFiles.pem(files.resolve("b"), authority.trustStore());

        assertRefused(() -> file(store, PASSWORD).keys(), store, "it has no private key with a certificate");
        assertRefused(() -> file(pem, PASSWORD).keys(), pem, "it has no private key with a certificate");
    }

    @Test
    void without_a_trusted_certificate_is_refused() throws Exception {
        Path store = StoreFiles.store(files.resolve("a"), "PKCS12", ec);
        Path encrypted = StoreFiles.store(files.resolve("b"), "PKCS12", authority.trustStore());

        assertRefused(() -> file(store, PASSWORD).certificates(), store, "it has no trusted certificate");
        assertRefused(
                () -> file(encrypted, Secret.NONE).certificates(),
                encrypted,
                "it has no trusted certificate; perhaps it needs key-store-password");
    }
}
