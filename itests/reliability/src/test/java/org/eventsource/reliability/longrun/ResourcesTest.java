package org.eventsource.reliability.longrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.http.HttpClient;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Threads of this JVM, by the names that it gives them. */
class ResourcesTest {

    @Test
    void count_the_thread_of_a_client_that_is_left() {
        HttpClient left = HttpClient.newHttpClient();

        assertThat(threads("HttpClient-\\d+-SelectorManager")).isNotEmpty().allMatch(Resources::isCounted);
        Reference.reachabilityFence(left);
    }

    @Test
    void leave_out_a_cleaner() {
        Cleaner cleaner = Cleaner.create();

        assertThat(threads("Cleaner-\\d+")).isNotEmpty().noneMatch(Resources::isCounted);
        Reference.reachabilityFence(cleaner);
    }

    private static List<Thread> threads(String name) {
        Pattern pattern = Pattern.compile(name);
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> pattern.matcher(thread.getName()).matches())
                .toList();
    }
}
