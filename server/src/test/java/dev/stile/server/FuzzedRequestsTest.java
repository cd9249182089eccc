package dev.stile.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Any bytes get an answer or nothing, never an event, and the next sender is served. */
@Proves("TU-80")
final class FuzzedRequestsTest {
    private static final String OURS = "localhost|127\\.0\\.0\\.1|\\[::1]|hooks\\.example";

    @TempDir Path folder;

    @Test
    void anyBytesAreARequestThatProvesNothing() throws Exception {
        Duration little = Duration.ofMillis(100);
        ReceiverOptions options =
                ReceiverOptions.loopback(0)
                        .bounded(256, 1 << 20, 100_000)
                        .timed(little, little, Duration.ofSeconds(60));
        try (Station station = new Station(folder, options)) {
            String head = "POST " + station.path + " HTTP/1.1\r\nHost: localhost\r\n";
            String json = "Content-Type: application/json\r\n";
            Fuzzing.texts(
                            head + json + "Content-Length: 2\r\nConnection: close\r\n\r\n{}",
                            head + json + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                            head + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\n")
                    .refusing(IOException.class)
                    .rounds(150)
                    .run(
                            bytes -> {
                                String answer =
                                        station.raw(new String(bytes, StandardCharsets.ISO_8859_1));
                                assertThat(answer).doesNotContain("HTTP/1.1 2");
                            });
            assertThat(station.events()).isZero();
            // Only little time is given to a request, and a busy machine may take it all.
            String last = "";
            for (int time = 0; time < 100 && !last.startsWith("HTTP/1.1 404 "); time++) {
                last = station.raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            assertThat(last).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void anyHostIsOneOfOursOrNot() {
        OwnNames names = new OwnNames(Set.of("hooks.example"));
        Fuzzing.texts("localhost:80", "[::1]:1", "hooks.example", "http://127.0.0.1:8", "[", ":")
                .run(
                        bytes -> {
                            String text = new String(bytes, StandardCharsets.UTF_8);
                            if (names.isHost(text)) {
                                assertThat(text).matches("(?i)(" + OURS + ")(:[0-9]{0,5})?");
                            }
                            if (names.isOrigin(text)) {
                                assertThat(text).containsPattern("(?i)//(.*@)?(" + OURS + ")");
                            }
                        });
    }
}
