package dev.stile.core.egress;

import static dev.stile.core.egress.GateFixture.call;
import static dev.stile.core.egress.GateFixture.get;
import static dev.stile.core.egress.GateFixture.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.http.HttpAnswer;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Servers that break the protocol, each beside one that keeps it. */
final class BadServerTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\n";

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of("a length", HEAD + "Content-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "the same length twice",
                        HEAD + "Content-Length: 2\r\ncontent-length: 2\r\n\r\n{}"),
                Arguments.of(
                        "chunks",
                        HEAD
                                + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1;x=y\r\n}\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunks and a trailer",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: y\r\n\r\n"),
                Arguments.of("the end of the connection", HEAD + "Connection: close\r\n\r\n{}"),
                Arguments.of("the old protocol", "HTTP/1.0 200 OK\r\n\r\n{}"),
                Arguments.of(
                        "an interim answer before",
                        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                                + HEAD
                                + "Content-Length: 2\r\n\r\n{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void anAnswerThatEndsAsItSaysIsWhole(String name, String bytes) {
        try (RawServer server = once(bytes);
                GuardedClient client = fixture(server).client()) {
            HttpAnswer answer = client.send(get(server.origin() + "/x"), call());
            assertThat(answer.json().map(view -> view.value().toString()).toString())
                    .isEqualTo("[TAINTED]");
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("a head that ends in the middle", HEAD + "Content-Type: x"),
                Arguments.of("a head without its empty line", HEAD + "Content-Type: x\r\n"),
                Arguments.of("a status line and no more", HEAD),
                Arguments.of("a status line that is none", "200 OK\r\n\r\n{}"),
                Arguments.of("another protocol", "SSH-2.0-OpenSSH_9.2\r\n"),
                Arguments.of("a body that is too short", HEAD + "Content-Length: 3\r\n\r\n{}"),
                Arguments.of(
                        "two lengths", HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
                Arguments.of("a list of lengths", HEAD + "Content-Length: 2, 2\r\n\r\n{}"),
                Arguments.of("a negative length", HEAD + "Content-Length: -2\r\n\r\n{}"),
                Arguments.of("a signed length", HEAD + "Content-Length: +2\r\n\r\n{}"),
                Arguments.of(
                        "a length and chunks",
                        HEAD
                                + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunks in another coding",
                        HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunks without an end",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n"),
                Arguments.of(
                        "a last chunk without its end",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"),
                Arguments.of(
                        "a chunk of no number",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        "a chunk of a negative number",
                        HEAD + "Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
                Arguments.of(
                        "an encoding nobody asked for",
                        HEAD + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "compression that is none",
                        HEAD + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
                Arguments.of(
                        "a switch of protocols",
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
                Arguments.of(
                        "interim answers for ever", "HTTP/1.1 100 Continue\r\n\r\n".repeat(20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    @Proves("TU-11")
    void anAnswerThatIsCutOrContradictsItselfIsNeverHandedOn(String name, String bytes) {
        try (RawServer server = once(bytes);
                GuardedClient client = fixture(server).client()) {
            assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                    .isInstanceOf(Malformed.class);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    @Proves({"TR-52", "TR-53"})
    void theSameAnswerToAWriteLeavesItsOutcomeUnknown(String name, String bytes) {
        try (RawServer server = once(bytes);
                GuardedClient client = fixture(server).client()) {
            assertThatThrownBy(() -> client.send(post(server.origin() + "/x"), call()))
                    .isInstanceOf(OutcomeUnknown.class)
                    .hasMessageContaining("creating the record");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aServerThatResetsBeforeItAnswersIsUnavailableForReadsAndUnknownForWrites() {
        RawServer.Script resets =
                visitor -> {
                    visitor.readRequest();
                    visitor.reset();
                };
        try (RawServer server = RawServer.start(resets);
                GuardedClient client = fixture(server).client()) {
            assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                    .isInstanceOf(Unavailable.class);
            assertThat(server.connections()).isEqualTo(4);
            assertThatThrownBy(() -> client.send(post(server.origin() + "/x"), call()))
                    .isInstanceOf(OutcomeUnknown.class);
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    @Proves("TR-52")
    void aWriteToAServerThatIsDownProvablyDidNothing() throws IOException {
        // Taken, so that nobody else listens there meanwhile.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String origin = "http://127.0.0.1:" + taken.getLocalPort();
            GateFixture fixture = new GateFixture().own(origin);
            try (GuardedClient client = fixture.client()) {
                assertThatThrownBy(() -> client.send(post(origin + "/x"), call()))
                        .isInstanceOf(Unavailable.class);
            }
            assertThat(fixture.crossings.story())
                    .hasSize(8)
                    .endsWith("intent egress.write", "outcome egress.write unavailable");
        }
    }

    @Test
    @Proves("TU-11")
    void aBodyOverTheLimitIsRefusedWhetherItSaysSoOrNot() {
        SizeLimits small = new SizeLimits(1000, 1000, 1000, 100);
        String big = "[" + " ".repeat(1000) + "]";
        String fits = "[" + " ".repeat(998) + "]";
        for (String answer :
                new String[] {
                    RawServer.ok(big),
                    HEAD + "Transfer-Encoding: chunked\r\n\r\n3ea\r\n" + big + "\r\n0\r\n\r\n",
                    HEAD + "Connection: close\r\n\r\n" + big
                }) {
            try (RawServer server = once(answer);
                    GuardedClient client = fixture(server).sizes(small).client()) {
                assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                        .isInstanceOf(Malformed.class)
                        .hasMessageContaining("1000 bytes");
                assertThat(server.requests()).hasSize(1);
            }
        }
        try (RawServer server = once(RawServer.ok(fits));
                GuardedClient client = fixture(server).sizes(small).client()) {
            assertThat(client.send(get(server.origin() + "/x"), call()).status()).isEqualTo(200);
        }
    }

    @Test
    @Proves("TU-11")
    void aHeadOverTheLimitIsRefusedInOneLineOrInMany() {
        SizeLimits small = new SizeLimits(1000, 2000, 1000, 100);
        String many = "A: b\r\n".repeat(400);
        String one = "A: " + "b".repeat(2000) + "\r\n";
        String endless = "A: " + "b".repeat(100_000);
        for (String headers : new String[] {many, one, endless}) {
            try (RawServer server = once(HEAD + headers + "Content-Length: 2\r\n\r\n{}");
                    GuardedClient client = fixture(server).sizes(small).client()) {
                assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                        .isInstanceOf(Malformed.class)
                        .hasMessageMatching(".*(2000 bytes|more bytes than its parts may have)");
            }
        }
        try (RawServer server =
                        once(HEAD + "A: b\r\n".repeat(300) + "Content-Length: 2\r\n\r\n{}");
                GuardedClient client = fixture(server).sizes(small).client()) {
            assertThat(client.send(get(server.origin() + "/x"), call()).status()).isEqualTo(200);
        }
    }

    @Test
    @Proves("TU-11")
    void aRequestOverTheLimitIsNotSent() {
        try (RawServer server = RawServer.answering(RawServer.ok("{}"));
                GuardedClient client =
                        fixture(server).sizes(new SizeLimits(5, 1000, 1000, 100)).client()) {
            Failure failure =
                    catchThrowableOfType(
                            Failure.class, () -> client.send(post(server.origin() + "/x"), call()));
            assertThat(failure.code()).isEqualTo("too_large");
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void aCompressedBodyIsReadAndOneThatIsCutIsNot(String encoding) throws IOException {
        String body = "{\"text\":\"" + "lorem ipsum ".repeat(50) + "\"}";
        byte[] packed = packed(encoding, body.getBytes(StandardCharsets.UTF_8));
        try (RawServer server = RawServer.start(saying(encoding, packed, packed.length));
                GuardedClient client = fixture(server).client()) {
            assertThat(client.send(get(server.origin() + "/x"), call()).text())
                    .isEqualTo(dev.stile.api.taint.Tainted.of(body, call().label()));
            client.send(get(server.origin() + "/x"), call());
            assertThat(server.connections()).isEqualTo(1);
        }
        try (RawServer server = RawServer.start(saying(encoding, packed, packed.length - 9));
                GuardedClient client = fixture(server).client()) {
            assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                    .isInstanceOf(Malformed.class);
        }
    }

    @Test
    @Proves("TU-11")
    void aBodyThatGrowsMoreThanAHundredfoldIsRefusedBeforeItFillsTheMemory() throws IOException {
        byte[] bomb = packed("gzip", new byte[8 << 20]);
        try (RawServer server = RawServer.start(saying("gzip", bomb, bomb.length));
                GuardedClient client = fixture(server).client()) {
            assertThatThrownBy(() -> client.send(get(server.origin() + "/x"), call()))
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining("100 times");
        }
    }

    @Test
    void aWebPageInPlaceOfJsonIsNamedAsOne() {
        try (RawServer server =
                        RawServer.answering(RawServer.ok("\n<html><body>Log in</body></html>"));
                GuardedClient client = fixture(server).client()) {
            HttpAnswer answer = client.send(get(server.origin() + "/x"), call());
            assertThatThrownBy(answer::json)
                    .isInstanceOf(Malformed.class)
                    .hasMessageContaining("web page")
                    .message()
                    .doesNotContain("Log in");
        }
    }

    private static GateFixture fixture(RawServer server) {
        return new GateFixture().own(server.origin());
    }

    /** Says the bytes after each request and hangs up. */
    private static RawServer once(String bytes) {
        return RawServer.start(
                visitor -> {
                    if (visitor.readRequest()) {
                        visitor.say(bytes);
                    }
                });
    }

    private static RawServer.Script saying(String encoding, byte[] packed, int length) {
        return visitor -> {
            while (visitor.readRequest()) {
                visitor.say(
                        HEAD
                                + "Content-Encoding: "
                                + encoding
                                + "\r\nContent-Length: "
                                + length
                                + "\r\n\r\n");
                visitor.say(java.util.Arrays.copyOf(packed, length));
            }
        };
    }

    private static byte[] packed(String encoding, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var packing =
                encoding.equals("deflate")
                        ? new DeflaterOutputStream(bytes)
                        : new GZIPOutputStream(bytes)) {
            packing.write(body);
        }
        return bytes.toByteArray();
    }
}
