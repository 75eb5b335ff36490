package org.eventsource.impl.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL to which a {@code Location} leads. */
class LocationTest {

    private static String resolve(String base, String location) {
        return Location.resolve(URI.create(base), location).toString();
    }

    /** <a href="https://www.rfc-editor.org/rfc/rfc3986#section-5.4">RFC 3986, 5.4</a>, with other schemes. */
    @ParameterizedTest
    @CsvSource({
        "g, http://a/b/c/g",
        "./g, http://a/b/c/g",
        "g/, http://a/b/c/g/",
        "/g, http://a/g",
        "//g, http://g",
        "?y, http://a/b/c/d;p?y",
        "g?y, http://a/b/c/g?y",
        "#s, http://a/b/c/d;p?q#s",
        "g#s, http://a/b/c/g#s",
        "g?y#s, http://a/b/c/g?y#s",
        ";x, http://a/b/c/;x",
        "g;x, http://a/b/c/g;x",
        "g;x?y#s, http://a/b/c/g;x?y#s",
        "'', http://a/b/c/d;p?q",
        "., http://a/b/c/",
        "./, http://a/b/c/",
        ".., http://a/b/",
        "../, http://a/b/",
        "../g, http://a/b/g",
        "../.., http://a/",
        "../../, http://a/",
        "../../g, http://a/g",
        "../../../g, http://a/g",
        "../../../../g, http://a/g",
        "/./g, http://a/g",
        "/../g, http://a/g",
        "g., http://a/b/c/g.",
        ".g, http://a/b/c/.g",
        "g.., http://a/b/c/g..",
        "..g, http://a/b/c/..g",
        "./../g, http://a/b/g",
        "./g/., http://a/b/c/g/",
        "g/./h, http://a/b/c/g/h",
        "g/../h, http://a/b/c/h",
        "g;x=1/./y, http://a/b/c/g;x=1/y",
        "g;x=1/../y, http://a/b/c/y",
        "g?y/./x, http://a/b/c/g?y/./x",
        "g?y/../x, http://a/b/c/g?y/../x",
        "g#s/./x, http://a/b/c/g#s/./x",
        "g#s/../x, http://a/b/c/g#s/../x",
        "https://g/h?i, https://g/h?i",
        "//g/./h/../../i, http://g/i",
        "https://g/./h/../../i, https://g/i"
    })
    void is_what_the_standard_of_urls_says(String location, String target) {
        assertThat(resolve("http://a/b/c/d;p?q", location)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"g, http://a/g", "?y, http://a?y", "../g, http://a/g"})
    void may_start_from_a_url_without_a_path(String location, String target) {
        assertThat(resolve("http://a", location)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "/x//y, http://a/x//y",
        "x//y/../z, http://a/b/x//z",
        "https://g/x//https://h/./i, https://g/x//https://h/i"
    })
    void keeps_empty_segments(String location, String target) {
        assertThat(resolve("http://a/b/c", location)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"/b[1]?c[2]#[3], http://a/b%5B1%5D?c[2]#[3]", "http://[::1]:80/[, http://[::1]:80/%5B"})
    void may_have_brackets_in_its_path(String location, String target) {
        assertThat(resolve("http://a/", location)).isEqualTo(target);
    }

    /** Browsers send such a {@code %} as it is. Java cannot. */
    @ParameterizedTest
    @CsvSource({
        "/a?filter=50%, http://a/a?filter=50%25",
        "/100%, http://a/100%25",
        "/x?a=b%zz, http://a/x?a=b%25zz",
        "/%%41%4, http://a/%25%41%254",
        "/g#50%, http://a/g#50%25",
        "%zz, http://a/b/%25zz",
        "/b\u00c3\u0085?50%, http://a/b%C3%85?50%25"
    })
    void may_have_a_percent_sign_that_encodes_nothing(String location, String target) {
        assertThat(resolve("http://a/b/c", location)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "\\g, http://a/g",
        "g\\h, http://a/b/g/h",
        "\\\\g\\h, http://g/h",
        "https:\\\\g\\h, https://g/h",
        "/g?h\\i#j\\k, http://a/g?h%5Ci#j%5Ck"
    })
    void may_have_backslashes_instead_of_slashes(String location, String target) {
        assertThat(resolve("http://a/b/c", location)).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({"http:/g, http://a/g", "HTTP:g?h, http://a/b/g?h", "http:\\g, http://a/g", "http:, http://a/b/c"})
    void may_have_its_own_scheme_before_a_path(String location, String target) {
        assertThat(resolve("http://a/b/c", location)).isEqualTo(target);
    }

    /** Other code rejects these. */
    @ParameterizedTest
    @ValueSource(strings = {"mailto:somebody", "https:/g", "file:///g"})
    void may_lead_where_no_source_can_go(String location) {
        assertThat(resolve("http://a/b", location)).isEqualTo(location);
    }

    @Test
    void keeps_the_port() {
        assertThat(resolve("http://a:81/b", "?c")).isEqualTo("http://a:81/b?c");
    }

    @Test
    void keeps_what_is_escaped() {
        assertThat(resolve("http://a/b%20c/d", "e%2Ff?%C3%BC")).isEqualTo("http://a/b%20c/e%2Ff?%C3%BC");
    }

    @Test
    void may_have_blanks_around_it() {
        assertThat(resolve("http://a/b", "\t/c ")).isEqualTo("http://a/c");
    }

    @Test
    void may_have_what_a_url_must_escape() {
        assertThat(resolve("http://a/", "/b c?\"<>\\^`{|}")).isEqualTo("http://a/b%20c?%22%3C%3E%5C%5E%60%7B%7C%7D");
    }

    @Test
    void may_have_bytes_beyond_ascii() {
        assertThat(resolve("http://a/", "/voil\u00c3\u00a0?q=\u00e2\u0082\u00ac"))
                .isEqualTo("http://a/voil%C3%A0?q=%E2%82%AC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://[", "http://g%zz/", ":"})
    void that_is_no_url_is_refused(String location) {
        assertThatIllegalArgumentException().isThrownBy(() -> resolve("http://a/", location));
    }
}
