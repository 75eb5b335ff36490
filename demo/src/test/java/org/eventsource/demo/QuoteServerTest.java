package org.eventsource.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class QuoteServerTest {

    private final Market market = new Market();
    private final Faults faults = new Faults();

    /** With the upgrade to HTTP/2 that the JDK's client offers else, Grizzly leaves out the response's content type. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private QuoteServer server;

    @BeforeAll
    static void quiet() {
        Logs.quiet();
    }

    @BeforeEach
    void start() throws Exception {
        server = QuoteServer.start(market, faults);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void goesOnAfterTheQuoteThatWasSeenLast() throws Exception {
        publish(60);

        HttpResponse<String> response = get("5");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(ids(response)).hasSizeBetween(8, 12).startsWith(6L, 7L);
    }

    @Test
    void neitherLosesNorDoublesAQuoteOverManyConnections() throws Exception {
        publish(200);

        List<Long> seen = new ArrayList<>(List.of(0L));
        while (last(seen) < 150) {
            seen.addAll(ids(get(last(seen).toString())));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(0, last(seen)).boxed().toList());
    }

    @Test
    void sendsTheSameQuoteAgain() throws Exception {
        publish(60);

        assertThat(get("7").body())
                .isEqualTo(get("7").body())
                .contains("data: " + Quote.numbered(8).json() + "\n");
    }

    @Test
    void startsANewClientWithTheLatestQuote() throws Exception {
        publish(60);

        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request().build(), BodyHandlers.ofString());
        while (!isDone(response)) {
            market.publish();
        }

        List<Long> ids = ids(response.join());
        assertThat(ids.get(0)).isGreaterThanOrEqualTo(60);
        assertThat(ids)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(ids.get(0), last(ids)).boxed().toList());
    }

    @Test
    void asksForAQuickReconnectionOnce() throws Exception {
        publish(60);

        assertThat(get("5").body().lines())
                .filteredOn(line -> line.startsWith("retry"))
                .containsExactly("retry: 1000");
    }

    @Test
    void refusesEveryFourthReconnectionForAWhile() throws Exception {
        publish(60);
        get("1");
        get("2");
        get("3");

        HttpResponse<String> refused = get("4");

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
        assertThat(get("4").statusCode()).isEqualTo(200);
    }

    @Test
    void breaksNothingByItselfWhileAPageIsOpen() throws Exception {
        faults.byThemselves(false);
        publish(60);

        assertThat(ids(read("5", server::breakConnections)))
                .containsExactlyElementsOf(LongStream.rangeClosed(6, 60).boxed().toList());
    }

    @Test
    void cutsAQuoteInTwoAfterGarbage() throws Exception {
        faults.byThemselves(false);
        publish(60);

        String text = read("58", server::sendGarbage);

        assertThat(ids(text)).containsExactly(59L, 60L);
        assertThat(text).contains("502 Bad Gateway").endsWith("data: {\"symbol\":\"AC");
    }

    @Test
    void refusesOnceAndBreaksWhatIsThere() throws Exception {
        faults.byThemselves(false);
        publish(60);

        assertThat(ids(read("58", server::refuseOnce))).containsExactly(59L, 60L);

        assertThat(get("60").statusCode()).isEqualTo(503);
        assertThat(ids(read("59", server::breakConnections))).containsExactly(60L);
    }

    @Test
    void hasItsPortAndAllQuotesAfterAStop() throws Exception {
        faults.byThemselves(false);
        publish(60);
        URI before = server.quotes();

        server.stop();
        assertThat(server.isRunning()).isFalse();
        assertThatThrownBy(() -> get("58")).isInstanceOf(ConnectException.class);
        publish(1);
        server.startAgain();

        assertThat(server.quotes()).isEqualTo(before);
        assertThat(ids(read("58", server::breakConnections))).containsExactly(59L, 60L, 61L);
    }

    @Test
    void letsAnyPageReadTheQuotes() throws Exception {
        publish(60);

        assertThat(get("5").headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }

    /** Returns what comes until the connection ends. Does something when the latest quote begins. */
    private String read(String lastEventId, Runnable then) throws Exception {
        HttpResponse<InputStream> response =
                client.send(request().header("Last-Event-ID", lastEventId).build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        String latest = "id: " + market.latest();
        var text = new StringWriter();
        try (var reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            String line;
            do {
                line = reader.readLine();
                text.append(line).append('\n');
            } while (!latest.equals(line));
            then.run();
            reader.transferTo(text);
        }
        return text.toString();
    }

    private void publish(int quotes) {
        for (int i = 0; i < quotes; i++) {
            market.publish();
        }
    }

    private HttpResponse<String> get(String lastEventId) throws Exception {
        return client.send(request().header("Last-Event-ID", lastEventId).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(server.quotes()).timeout(Duration.ofSeconds(60));
    }

    private static boolean isDone(CompletableFuture<?> response) throws Exception {
        try {
            response.get(5, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static List<Long> ids(HttpResponse<String> response) {
        return ids(response.body());
    }

    private static List<Long> ids(String text) {
        return text.lines()
                .filter(line -> line.matches("id: \\d+"))
                .map(line -> Long.valueOf(line.substring(4)))
                .toList();
    }

    private static Long last(List<Long> ids) {
        return ids.get(ids.size() - 1);
    }
}
