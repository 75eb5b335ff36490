package org.eventsource.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class OptionsTest {

    private final Properties properties = new Properties();

    @Test
    void what_is_shown_of_a_url_has_no_password_and_no_query() {
        assertThat(Options.shown("https://user:s3cret@h:8443/a?token=s3cret#s3cret"))
                .isEqualTo("https://h:8443/a");
    }

    @Test
    void areOurOwnStreamUntilToldOtherwise() {
        Options options = Options.of(properties);
        assertThat(options.url()).isEmpty();
        assertThat(options.limit()).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void takeALimitInSeconds() {
        properties.setProperty("seconds", "30");
        assertThat(Options.of(properties).limit()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void sayWhatIsWrongWithALimit() {
        properties.setProperty("seconds", "soon");
        assertThatThrownBy(() -> Options.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Dseconds is to be a whole number, such as 30, not: soon");
    }

    @Test
    void sayWhatIsWrongWithAUrl() {
        properties.setProperty("url", "not a url");
        assertThatThrownBy(() -> Options.of(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("-Durl is no stream's address: ")
                .hasMessageContaining("index 3");
    }
}
