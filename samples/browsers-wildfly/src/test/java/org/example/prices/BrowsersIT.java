package org.example.prices;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.time.Duration;
import org.eventsource.testing.SseConnection;
import org.eventsource.testing.SseServer;
import org.eventsource.testing.StreamScript;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArquillianExtension.class) // starts WildFly with the application
class BrowsersIT {

    private static final String SERVER = "http://127.0.0.1:" + System.getProperty("http.port");

    private volatile SseConnection connection;

    /** Passes on a request of the browser. The test can break the connection. */
    private void relay(SseConnection browser) throws Exception {
        connection = browser;
        URLConnection request = new URL(SERVER + browser.request().target()).openConnection();
        browser.request().lastEventId().ifPresent(id -> request.setRequestProperty("Last-Event-ID", id));
        InputStream response = request.getInputStream();
        browser.respond(200, "Content-Type: " + request.getContentType());
        for (int next = response.read(); next >= 0; next = response.read()) {
            browser.bytes(new byte[] {(byte) next});
        }
    }

    private static String price(double amount) {
        return "{\"symbol\":\"ACME\",\"amount\":%s}".formatted(amount);
    }

    private static void awaitTitle(Chromium browser, String title) {
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> browser.shows(title));
    }

    @Test
    void a_page_shows_each_price_once_though_connections_break() throws Exception {
        try (SseServer server = SseServer.startAt(Integer.getInteger("upstream.port"));
                SseServer proxy = SseServer.start().on("/sample/", this::relay).on("/sample/api/prices", this::relay);
                Chromium browser = Chromium.open(proxy.url("/sample/"))) {
            StreamScript prices = server.stream("/prices").open().id("1").message("price", price(12.5));
            awaitTitle(browser, "ACME 12.5 (1)");

            connection.reset();
            prices.id("2").message("price", price(13)).end();
            awaitTitle(browser, "ACME 13 (2)");

            prices.open().id("3").message("price", price(13.5));
            awaitTitle(browser, "ACME 13.5 (3)");
            assertTrue(server.pendingRequests().stream().anyMatch(made -> made.lastEventId().orElse("").equals("2")));
        }
    }
}
