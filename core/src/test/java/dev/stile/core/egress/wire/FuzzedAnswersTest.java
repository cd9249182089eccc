package dev.stile.core.egress.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.egress.url.Origin;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;

/** Whatever a server answers is an answer within its limits, or one of our errors. */
@Proves({"TU-11", "TU-80"})
final class FuzzedAnswersTest {
    private static final SizeLimits SIZES = new SizeLimits(1_000, 4_096, 20_000, 100);
    private static final TimeLimits TIMES =
            new TimeLimits(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));

    @Test
    void anyBytesAreAWholeAnswerOrAnError() throws Exception {
        AtomicReference<byte[]> said = new AtomicReference<>(new byte[0]);
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server, said));
            Fuzzing.bytes(answers())
                    .rounds(1_500)
                    .refusing(WireException.class)
                    .run(
                            bytes -> {
                                said.set(bytes);
                                RawAnswer answer = ask(server.getLocalPort());
                                assertThat(answer.status()).isBetween(200, 999);
                                assertThat(answer.body()).hasSizeLessThanOrEqualTo(SIZES.body());
                            });
        }
    }

    private static RawAnswer ask(int port) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Wire wire =
                new Dialer(Optional.empty(), SIZES)
                        .open(
                                Origin.parse("http://127.0.0.1:" + port),
                                List.of(InetAddress.getLoopbackAddress()),
                                TIMES,
                                end);
        try {
            return new Exchange(wire, TIMES, SIZES, end)
                    .run("GET", latin("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), new byte[0]);
        } finally {
            wire.close();
        }
    }

    /** Says it and hangs up, whatever was asked. */
    private static void serve(ServerSocket server, AtomicReference<byte[]> said) {
        while (!server.isClosed()) {
            try (Socket visitor = server.accept()) {
                assertThat(visitor.getInputStream().read(new byte[1_000])).isPositive();
                visitor.getOutputStream().write(said.get());
                visitor.shutdownOutput();
                assertThat(visitor.getInputStream().read()).isNegative();
            } catch (IOException gone) {
                continue;
            }
        }
    }

    private static List<byte[]> answers() throws IOException {
        return List.of(
                latin(
                        "HTTP/1.1 200 OK\r\nContent-Length: 13\r\nETag: \"x\"\r\n\r\n{\"id\":\"full\"}"),
                latin(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n3;x=y\r\n12}\r\n0\r\nT: x\r\n\r\n"),
                latin(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nno"),
                latin("HTTP/1.1 000 OK\r\nContent-Length: 0\r\n\r\n"),
                latin("HTTP/1.1 204 No Content\r\nRetry-After: 3\r\n\r\n"),
                zipped());
    }

    private static byte[] zipped() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(body)) {
            zip.write(latin("{\"items\":[" + "1,".repeat(300) + "1]}"));
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(
                latin(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                + body.size()
                                + "\r\n\r\n"));
        whole.writeBytes(body.toByteArray());
        return whole.toByteArray();
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
