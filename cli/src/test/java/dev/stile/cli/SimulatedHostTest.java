package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.desk.Streams;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A simulated code host by hand, as far as its printed lines lead. */
@Proves("GH-99")
final class SimulatedHostTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Thread> running = new ArrayList<>();
    private Cli cli;

    @BeforeEach
    void start() {
        cli = new Cli(folder);
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Thread each : running) {
            each.interrupt();
            assertThat(each.join(PATIENCE)).isTrue();
        }
    }

    @Test
    void thePrintedLinesLeadToThePullRequest() throws Exception {
        begin("sim", "--host");

        Cli.Ran connected = cli.type(after("next: stile "));
        Cli.Ran status = cli.type(after("then: stile "));

        assertThat(connected.exit()).as(connected.err()).isZero();
        assertThat(status.exit()).as(status.err()).isZero();
        assertThat(status.out())
                .contains("acme/shop#1  open", "Round the total", "not approved 0 of 1");
    }

    @Test
    void gitClonesTheRepositoryWithTheTokenAndNotWithout() throws Exception {
        begin("sim", "--host");
        String remote = after("repository ").strip();
        String token = Files.readString(Path.of(after("your token ").strip())).strip();

        assertThat(git("clone", "--quiet", remote, "refused")).isNotZero();
        assertThat(
                        git(
                                "-c",
                                "http.extraHeader=Authorization: Basic " + basic("you", token),
                                "clone",
                                "--quiet",
                                remote,
                                "shop"))
                .isZero();
        assertThat(folder.resolve("shop/total.py")).exists();
    }

    @Test
    void theWireCanBeAskedForOnThePortOfItsControlAlone() throws Exception {
        begin("sim", "--host");
        cli.type(after("next: stile "));
        cli.type(after("then: stile "));
        String token = Files.readString(Path.of(after("control token ").strip())).strip();

        String log = get(after("control  ").strip() + "/log?actor=you", token);

        assertThat(log).contains("\"count\":").doesNotContain("\"count\":0");
        assertThat(log).contains("\"path\":\"/api/graphql\"");
    }

    @Test
    void tokensAreTheOwnersAloneAndNothingIsLeftAtTheEnd() throws Exception {
        begin("sim", "--host");
        List<Path> tokens;
        try (Stream<Path> files = Files.list(Path.of(after("your token ").strip()).getParent())) {
            tokens = files.toList();
        }
        assertThat(tokens)
                .hasSize(3)
                .allSatisfy(
                        file ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
        assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .doesNotContain(Files.readString(tokens.getFirst()).strip());

        end();
        assertThat(cli.home().resolve("sim")).isEmptyDirectory();
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        begin("sim", "--host", "--json");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"web_url\":\"http://127.0.0.1:",
                        "\"remote_url\":\"http://127.0.0.1:",
                        "\"control_url\":\"http://127.0.0.1:",
                        "\"pull_request\":1",
                        "\"token_file\":\"" + cli.home().resolve("sim"),
                        "\"next\":\"stile connect ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sim --host", "sim"})
    @Proves("FL-100")
    void itsTimeIsThatOfTheProgram(String line) throws Exception {
        cli.at(Clock.fixed(Instant.parse("2031-05-04T03:02:01Z"), ZoneOffset.UTC));
        begin(line.split(" "));
        String token = Files.readString(Path.of(after("control token ").strip())).strip();

        assertThat(get(after("control  ").strip() + "/clock", token))
                .contains("\"now\":\"2031-05-04T03:02:01Z\"");
    }

    @Test
    void whatIsForATrackerIsRefused() {
        Cli.Ran seeded = cli.run("sim", "--host", "--seed", "demo");
        Cli.Ran kept = cli.run("sim", "--host", "--data", folder.resolve("kept").toString());

        assertThat(seeded.exit()).isEqualTo(2);
        assertThat(seeded.err()).contains("--seed is for a tracker");
        assertThat(kept.exit()).isEqualTo(2);
        assertThat(kept.err()).contains("--data is for a tracker");
    }

    @Test
    void aTrackerStillBeginsAndEndsThatWay() throws Exception {
        begin("sim");

        Cli.Ran connected = cli.type(after("next: stile "));

        assertThat(connected.exit()).as(connected.err()).isZero();
        end();
        assertThat(cli.home().resolve("sim")).isEmptyDirectory();
    }

    private void begin(String... arguments) {
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        Main.run(
                                                cli.around(),
                                                new Streams(
                                                        InputStream.nullInputStream(),
                                                        out,
                                                        err,
                                                        false),
                                                arguments));
        running.add(thread);
        boolean json = List.of(arguments).contains("--json");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (json
                ? !out.toString(StandardCharsets.UTF_8).endsWith("}\n")
                : !err.toString(StandardCharsets.UTF_8).endsWith("Ctrl-C ends it\n")) {
            assertThat(System.nanoTime()).as(err.toString(StandardCharsets.UTF_8)).isLessThan(end);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** The rest of the printed line that begins so. */
    private String after(String beginning) {
        return (out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
                .lines()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .findFirst()
                .orElseThrow();
    }

    private static String basic(String who, String token) {
        return Base64.getEncoder()
                .encodeToString((who + ":" + token).getBytes(StandardCharsets.UTF_8));
    }

    private int git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        OwnGit.isolate(builder.environment());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        Process git = builder.start();
        try {
            assertThat(git.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            return git.exitValue();
        } finally {
            git.destroyForcibly();
        }
    }

    private static String get(String address, String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address))
                                    .timeout(PATIENCE)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
