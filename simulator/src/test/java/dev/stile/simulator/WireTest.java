package dev.stile.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

final class WireTest {
    private static final String AUTH = "Host: x\r\nAuthorization: Bearer t-admin\r\n";

    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator =
                Simulator.start(
                        SimulatorOptions.empty()
                                .withDemo()
                                .withTokens("t-admin", "t-read", "t-control"));
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|400",
                "GET /sim/v1 HTTP/2.0|400",
                "GET  /sim/v1 HTTP/1.1|400",
                "GET http://x/sim/v1 HTTP/1.1|400",
                "GET /sim/v1 HTTP/1.1|400",
                "GET /sim/v1 HTTP/1.1#Host : x|400",
                "GET /sim/v1 HTTP/1.1#Host: x# folded: y|400",
                "GET /sim/v1 HTTP/1.1#Host: x#Host: y|400",
                "POST /sim/v1 HTTP/1.1#Host: x#Content-Length: abc|400",
                "POST /sim/v1 HTTP/1.1#Host: x#Content-Length: 1#Content-Length: 2|400",
                "POST /sim/v1 HTTP/1.1#Host: x#Content-Length: 1#Transfer-Encoding: chunked|400",
                "POST /sim/v1 HTTP/1.1#Host: x#Transfer-Encoding: gzip|501",
                "POST /sim/v1 HTTP/1.1#Host: x#Content-Length: 99999999999|413"
            })
    void aMalformedRequestIsAnsweredAndEndsTheConnection(String head, int status) throws Exception {
        String answer = exchange(head.replace("#", "\r\n") + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("malformed_request");
    }

    @Test
    void boundsHoldForLinesAndHeaders() throws Exception {
        assertThat(exchange("GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(
                        exchange(
                                "GET / HTTP/1.1\r\n"
                                        + ("X: " + "y".repeat(1000) + "\r\n").repeat(70)
                                        + "\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void oneConnectionCarriesManyRequestsAndTwoAtOnce() throws Exception {
        String answer =
                exchange(
                        ("GET /sim/v1 HTTP/1.1\r\n" + AUTH + "\r\n").repeat(2)
                                + "GET /sim/v1 HTTP/1.1\r\n"
                                + AUTH
                                + "Connection: close\r\n\r\n");
        assertThat(answer.split("HTTP/1.1 200", -1)).hasSize(4);
    }

    @Test
    void chunksAreReadAndBodiesWaitedForAreAskedFor() throws Exception {
        String chunked =
                exchange(
                        "POST /sim/v1/projects/demo/records HTTP/1.1\r\n"
                                + AUTH
                                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                + "5;ext=1\r\n{\"tit\r\n9\r\nle\":\"chu\"\r\n1\r\n}\r\n0\r\nTrailer: x\r\n\r\n");
        assertThat(chunked).startsWith("HTTP/1.1 201").contains("\"title\":\"chu\"");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), simulator.baseUri().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            bytes(
                                    "POST /sim/v1/projects/demo/records HTTP/1.1\r\n"
                                            + AUTH
                                            + "Content-Type: application/json\r\nContent-Length: 13\r\nExpect: 100-continue\r\n"
                                            + "Connection: close\r\n\r\n"));
            byte[] leave = socket.getInputStream().readNBytes(25);
            assertThat(new String(leave, StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(bytes("{\"title\":\"x\"}"));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void headAnswersWithoutABody() throws Exception {
        try (SimClient client = new SimClient(simulator.baseUri(), "t-admin")) {
            HttpResponse<byte[]> get = client.get("/projects/demo/records/1");
            HttpResponse<byte[]> head = client.send("HEAD", "/projects/demo/records/1", "");
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("Content-Length"))
                    .hasValue(Integer.toString(get.body().length));
            assertThat(head.headers().firstValue("ETag"))
                    .isEqualTo(get.headers().firstValue("ETag"));
        }
    }

    @Test
    void onlyLoopbackIsListenedOn() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), simulator.baseUri().getPort())) {
            assertThat(socket.isConnected()).isTrue();
        }
        assertThat(simulator.baseUri().getHost()).isEqualTo("127.0.0.1");
        assertThat(simulator.controlUri().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    @Proves("TR-94")
    void closingEndsOpenConnections() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), simulator.baseUri().getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(bytes("GET /sim/v1 HTTP/1.1\r\n" + AUTH + "\r\n"));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            simulator.close();
            byte[] rest = new byte[4096];
            int read = 0;
            for (int i = 0; i < 100 && read >= 0; i++) {
                read = read(socket, rest);
            }
            assertThat(read).isNegative();
            assertThat(Arrays.equals(rest, new byte[4096])).isFalse();
        }
    }

    private static int read(Socket socket, byte[] into) throws IOException {
        return socket.getInputStream().read(into);
    }

    private String exchange(String request) throws IOException {
        return RawClient.exchange(simulator.baseUri().getPort(), request);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
