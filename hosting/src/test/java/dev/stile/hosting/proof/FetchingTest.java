package dev.stile.hosting.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.stile.api.call.Deadline;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.Forge;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Where the installed git goes with our credential. */
final class FetchingTest {
    private static final String SECRET = "s3cret~0123456789";

    @TempDir Path folder;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> askedElsewhere = new CopyOnWriteArrayList<>();
    private HttpServer host;
    private HttpServer elsewhere;

    @BeforeEach
    void start() throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        host = HttpServer.create(any, 0);
        elsewhere = HttpServer.create(any, 0);
        elsewhere.createContext("/", exchange -> answer(exchange, askedElsewhere, 404));
        elsewhere.start();
    }

    @AfterEach
    void end() {
        host.stop(0);
        elsewhere.stop(0);
    }

    /** What it was asked with; empty if without a credential. */
    private static void answer(HttpExchange exchange, List<String> asked, int status)
            throws IOException {
        asked.add(
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .orElse(""));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private URI remote() {
        return URI.create("http://127.0.0.1:" + host.getAddress().getPort() + "/acme/web.git");
    }

    private Optional<Fetching.Fetched> fetch() {
        String address = remote().toString().replace("://", "://robot:" + SECRET + "@");
        try (SecureValue credential = SecureValue.takeFrom(address.toCharArray())) {
            return new Fetching(folder.resolve("repositories"), System.getenv())
                    .fetch(
                            new Fetching.Wanted(
                                    Forge.ref("acme/web", 1).repo(),
                                    remote(),
                                    Optional.empty(),
                                    new BranchName("main"),
                                    List.of()),
                            Optional.of(credential),
                            Deadline.after(Duration.ofSeconds(60)));
        }
    }

    @Test
    @Proves("GH-85")
    void aRedirectIsNotFollowedAndTheCredentialIsInNoFile() throws IOException {
        host.createContext(
                "/",
                exchange -> {
                    boolean known = exchange.getRequestHeaders().containsKey("Authorization");
                    exchange.getResponseHeaders()
                            .add(
                                    known ? "Location" : "WWW-Authenticate",
                                    known
                                            ? "http://127.0.0.1:"
                                                    + elsewhere.getAddress().getPort()
                                                    + exchange.getRequestURI()
                                            : "Basic realm=\"code\"");
                    answer(exchange, asked, known ? 302 : 401);
                });
        host.start();

        assertThat(fetch()).isEmpty();

        String basic =
                Base64.getEncoder()
                        .encodeToString(("robot:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(asked).contains("Basic " + basic);
        assertThat(askedElsewhere).isEmpty();
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile).map(FetchingTest::text))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains(SECRET) || text.contains(basic));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
