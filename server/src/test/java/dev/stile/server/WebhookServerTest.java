package dev.stile.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class WebhookServerTest {
    private static final String BODY = "{\"action\":\"opened\"}";

    @TempDir Path folder;

    private final HttpClient sender =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Station station(ReceiverOptions options) {
        return new Station(folder, options);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return sender.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String told(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    /** The head of a request for the receiver, with these lines added. */
    private static String head(Station station, String lines) {
        return "POST "
                + station.path
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + lines
                + "\r\n";
    }

    @Test
    @Proves("FL-83")
    void aSignedDeliveryIsDurableWhenItIsAnswered() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0))) {
            assertThat(told(send(station.signed("d-1", BODY))))
                    .isEqualTo("200 {\"status\":\"stored\"}");
            assertThat(station.events()).isEqualTo(1);
            assertThat(told(send(station.signed("d-1", BODY))))
                    .isEqualTo("200 {\"status\":\"known\"}");
            assertThat(station.events()).isEqualTo(1);
        }
    }

    @Test
    @Proves("FL-83")
    void allThatProvesNothingGetsTheSameAnswer() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0))) {
            String other = "{\"action\":\"closed\"}";
            List<String> answers = new ArrayList<>();
            answers.add(
                    all(send(station.signed("d-1", BODY).setHeader("X-Hub-Signature-256", "x"))));
            answers.add(
                    all(
                            send(
                                    station.signed("d-1", BODY)
                                            .POST(HttpRequest.BodyPublishers.ofString(other)))));
            answers.add(
                    all(
                            send(
                                    station.request(station.path)
                                            .header("Content-Type", "application/json")
                                            .POST(HttpRequest.BodyPublishers.ofString(BODY)))));
            answers.add(
                    all(
                            send(
                                    station.signed("d-1", "not json")
                                            .setHeader("X-Hub-Signature-256", "sha256=00"))));

            assertThat(Set.copyOf(answers)).hasSize(1);
            assertThat(answers.getFirst()).startsWith("401 {\"status\":\"refused\"}");
            assertThat(station.events()).isZero();
        }
    }

    @Test
    @Proves({"FL-83", "TU-18"})
    void nobodyLearnsWhichConnectionsThereAre() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0))) {
            String wrong = "/" + "0".repeat(32);
            List<String> answers = new ArrayList<>();
            for (String path :
                    List.of(
                            "/",
                            "/hooks/hooks" + wrong,
                            "/hooks/chat" + wrong,
                            "/hooks/nowhere" + wrong,
                            station.path + "/",
                            station.path + "?a=b",
                            station.path.toUpperCase(java.util.Locale.ROOT))) {
                answers.add(
                        all(
                                send(
                                        station.signed("d-1", BODY)
                                                .uri(station.request(path).build().uri()))));
            }
            answers.add(all(send(station.request(station.path).GET())));
            answers.add(
                    all(
                            send(
                                    station.signed("d-1", BODY)
                                            .PUT(HttpRequest.BodyPublishers.ofString(BODY)))));
            answers.add(
                    all(
                            send(
                                    station.signed("d-1", BODY)
                                            .header("Origin", "https://elsewhere.example"))));

            assertThat(Set.copyOf(answers)).hasSize(1);
            assertThat(answers.getFirst()).startsWith("404 {\"status\":\"not_found\"}");
        }
    }

    @Test
    @Proves("TU-18")
    void aRequestThatMeansAnotherHostGetsNothing() throws Exception {
        try (Station station =
                station(ReceiverOptions.loopback(0).named(Set.of("hooks.example")))) {
            for (String host : List.of("localhost:" + station.port(), "[::1]", "Hooks.Example")) {
                assertThat(station.raw(withHost(station, "Host: " + host)))
                        .startsWith("HTTP/1.1 401 ");
            }
            for (String host :
                    List.of(
                            "Host: elsewhere.example",
                            "Host: localhost.elsewhere.example",
                            "Host: localhost\r\nHost: localhost",
                            "X-None: 1")) {
                assertThat(station.raw(withHost(station, host))).startsWith("HTTP/1.1 404 ");
            }
        }
    }

    private static String withHost(Station station, String line) {
        return "POST "
                + station.path
                + " HTTP/1.1\r\n"
                + line
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                + "Connection: close\r\n\r\n{}";
    }

    @Test
    @Proves("TU-18")
    void beyondThisMachineItListensOnlyBehindAProxy() {
        InetSocketAddress anywhere = new InetSocketAddress("0.0.0.0", 0);
        ReceiverOptions standard = ReceiverOptions.loopback(0);

        assertThat(standard.address().getAddress().isLoopbackAddress()).isTrue();
        assertThatThrownBy(
                        () ->
                                new ReceiverOptions(
                                        anywhere,
                                        false,
                                        Set.of(),
                                        1,
                                        1,
                                        1,
                                        standard.request(),
                                        standard.idle(),
                                        standard.store()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Proves("FL-83")
    void aBodyThatIsTooLargeIsRefusedHoweverItsLengthIsTold() throws Exception {
        int most = 25 * 1024 * 1024;
        Duration longerThanTheSenderWaits = Duration.ofMinutes(10);
        try (Station station =
                station(
                        ReceiverOptions.loopback(0)
                                .timed(
                                        longerThanTheSenderWaits,
                                        Duration.ofSeconds(60),
                                        Duration.ofSeconds(60)))) {
            assertThat(station.raw(head(station, "Content-Length: " + (most + 1) + "\r\n")))
                    .startsWith("HTTP/1.1 413 ");
            try (Socket socket = station.connected()) {
                // As senders do that send all of it before they read.
                write(socket, head(station, "Content-Length: " + (most + 1) + "\r\n"));
                write(socket, "x".repeat(most + 1));
                assertThat(status(socket)).startsWith("HTTP/1.1 413 ");
            }
            try (Socket socket = station.connected()) {
                write(socket, head(station, "Transfer-Encoding: chunked\r\n"));
                byte[] chunk =
                        ("100000\r\n" + "x".repeat(1 << 20) + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII);
                for (int sent = 0; sent < 25; sent++) {
                    socket.getOutputStream().write(chunk);
                }
                write(socket, "1\r\nx\r\n");
                assertThat(status(socket)).startsWith("HTTP/1.1 413 ");
            }
        }
    }

    @Test
    @Proves("FL-83")
    void aSenderThatIsSlowIsToldSo() throws Exception {
        Duration little = Duration.ofMillis(300);
        try (Station station =
                station(
                        ReceiverOptions.loopback(0)
                                .timed(little, Duration.ofSeconds(60), Duration.ofSeconds(60)))) {
            assertThat(station.raw(head(station, "Content-Length: 10\r\n") + "{"))
                    .startsWith("HTTP/1.1 408 ");
            assertThat(station.raw("POST /hooks")).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    @Proves("FL-83")
    void whatIsNoJsonByItsOwnWordIsRefused() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0))) {
            assertThat(
                            told(
                                    send(
                                            station.signed("d-1", BODY)
                                                    .setHeader("Content-Type", "text/plain"))))
                    .isEqualTo("415 {\"status\":\"not_json\"}");
            assertThat(
                            told(
                                    send(
                                            station.signed("d-1", BODY)
                                                    .setHeader(
                                                            "Content-Type",
                                                            "application/json; charset=utf-8"))))
                    .startsWith("200 ");
        }
    }

    @Test
    @Proves("FL-83")
    void tooManyAreToldWhenToComeAgain() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0).bounded(256, 1 << 20, 1))) {
            List<HttpResponse<String>> responses = new ArrayList<>();
            boolean refused = false;
            for (int index = 0; index < 200 && !refused; index++) {
                responses.add(send(station.signed("d-" + index, "{\"n\":" + index + "}")));
                refused = responses.getLast().statusCode() == 429;
            }
            assertThat(responses).anyMatch(each -> each.statusCode() == 200);
            assertThat(responses)
                    .filteredOn(each -> each.statusCode() == 429)
                    .isNotEmpty()
                    .allMatch(each -> each.headers().firstValue("Retry-After").isPresent());
        }
    }

    @Test
    @Proves("FL-83")
    void moreConnectionsThanThereMayBeAreTurnedAway() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0).bounded(1, 1 << 20, 1_000));
                Socket first = station.connected()) {
            write(first, head(station, "Content-Length: 2\r\nExpect: 100-continue\r\n"));
            assertThat(status(first)).startsWith("HTTP/1.1 100 ");

            assertThat(station.raw("")).startsWith("HTTP/1.1 429 ").contains("Retry-After: 1");
        }
    }

    @Test
    @Proves("FL-83")
    void bodiesThatDoNotFitInMemoryTogetherAreTurnedAway() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0).bounded(16, 64 * 1024, 1_000))) {
            String large = "{\"message\":\"" + "m".repeat(100_000) + "\"}";

            assertThat(send(station.signed("d-1", large)).statusCode()).isEqualTo(429);
            assertThat(send(station.signed("d-2", BODY)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Proves("FL-83")
    void whileTheStoreTakesNothingTheSenderIsAskedToComeAgain() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0))) {
            send(station.signed("d-0", "{\"n\":0}"));
            long pages =
                    station.database.read(
                            Station.soon(),
                            transaction ->
                                    transaction
                                            .first("PRAGMA page_count", row -> row.number(1))
                                            .orElseThrow());
            limit(station, pages);
            String large = "{\"message\":\"" + "m".repeat(12_000) + "\"}";
            HttpResponse<String> refused = send(station.signed("d-1", large));
            limit(station, 1_000_000);

            assertThat(told(refused)).isEqualTo("503 {\"status\":\"unavailable\"}");
            assertThat(refused.headers().firstValue("Retry-After")).contains("5");
            assertThat(send(station.signed("d-1", large)).statusCode()).isEqualTo(200);
        }
    }

    private static void limit(Station station, long pages) {
        station.database.read(
                Station.soon(),
                transaction ->
                        transaction.first("PRAGMA max_page_count=" + pages, row -> row.number(1)));
    }

    @Test
    @Proves("FL-83")
    void aHeadThatTwoReadersCouldFrameDifferentlyIsRefused() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0))) {
            for (String lines :
                    List.of(
                            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
                            "Content-Length: 2\r\nContent-Length: 3\r\n",
                            "Content-Length: +2\r\n",
                            "Transfer-Encoding: gzip, chunked\r\n",
                            "no colon\r\n")) {
                assertThat(station.raw(head(station, lines) + "{}"))
                        .as(lines)
                        .startsWith("HTTP/1.1 400 ");
            }
        }
    }

    @Test
    @Proves("FL-83")
    void aConnectionServesOneRequestAfterTheOther() throws Exception {
        try (Station station = station(ReceiverOptions.loopback(0));
                Socket socket = station.connected()) {
            for (String body : List.of("{\"n\":1}", "{\"n\":2}")) {
                write(
                        socket,
                        head(
                                        station,
                                        "X-Hub-Signature-256: "
                                                + Station.signature(body)
                                                + "\r\nContent-Length: "
                                                + body.length()
                                                + "\r\n")
                                + body);
                assertThat(status(socket)).startsWith("HTTP/1.1 200 ");
                assertThat(rest(socket)).endsWith("{\"status\":\"stored\"}");
            }
            assertThat(station.events()).isEqualTo(2);
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The first line of an answer; for 100 its empty line, too. */
    private static String status(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = socket.getInputStream().read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = socket.getInputStream().read();
        }
        return line.toString();
    }

    private static String rest(Socket socket) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("}")) {
            int next = socket.getInputStream().read();
            assertThat(next).isNotNegative();
            text.append((char) next);
        }
        return text.toString();
    }

    private static String all(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body() + " " + response.headers().map();
    }
}
