package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real git, the real launchers and a simulator: what a user types, and what comes of it. */
final class RoundTripDistributionTest {
    private static final Path BIN = Path.of("target/stile/bin").toAbsolutePath();

    @TempDir private Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private Simulator simulator;
    private Path shop;

    private record Ended(int exit, String out) {}

    @BeforeEach
    void start() throws Exception {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        shop = folder.resolve("shop");
        environment.put("PATH", BIN + ":" + System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("STILE_HOME", folder.resolve("home").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("SIM_TOKEN", simulator.adminToken());
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "You");
            environment.put("GIT_" + who + "_EMAIL", "you@stile.invalid");
        }
        succeeds(
                folder,
                "stile",
                "connect",
                "sim",
                "sim",
                "--set",
                "base_url=" + simulator.baseUri(),
                "--secret",
                "token=env:SIM_TOKEN");
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    @Proves({"GS-4", "GS-14", "GS-93"})
    void anEditAndANewFileReachTheTrackerAndComeBackUnderTheirIds() throws Exception {
        succeeds(folder, "git", "clone", "stile::sim/demo", "shop");
        edit("issues/3.md", "title: .*", "title: Pay in cash");
        write("issues/new.md", "---\ntitle: A new one\n---\n\nIts text.\n");
        commit();

        succeeds(shop, "git", "push");

        assertThat(title("3")).isEqualTo("Pay in cash");
        assertThat(title("9")).isEqualTo("A new one");
        succeeds(shop, "git", "pull", "--ff-only");
        assertThat(shop.resolve("issues/new.md")).doesNotExist();
        assertThat(Files.readString(shop.resolve("issues/9.md"))).contains("title: A new one");
        assertThat(succeeds(shop, "git", "push")).contains("Everything up-to-date");
        assertThat(succeeds(folder, "stile", "audit", "verify")).contains("proven");
    }

    @Test
    @Proves({"GS-12", "GS-20", "GS-153"})
    void aPushFromALazySparseCloneIsOneHelperTwoRequestsAndNoBlobFetched() throws Exception {
        succeeds(
                folder,
                "git",
                "clone",
                "--filter=blob:none",
                "--sparse",
                "stile::sim/demo",
                "shop");
        succeeds(shop, "git", "sparse-checkout", "set", "--no-cone", "/issues/3.md");
        edit("issues/3.md", "title: .*", "title: Pay in cash");
        commit();
        String missing = missing();
        simulator.controls().resetCounters();
        Path trace = folder.resolve("trace");
        environment.put("GIT_TRACE", trace.toString());

        succeeds(shop, "git", "push");

        environment.remove("GIT_TRACE");
        assertThat(title("3")).isEqualTo("Pay in cash");
        assertThat(simulator.controls().requests())
                .extracting(request -> request.method() + " " + request.path())
                .containsExactly(
                        "GET /sim/v1/projects/demo/changes",
                        "PATCH /sim/v1/projects/demo/records/3");
        assertThat(Files.readAllLines(trace))
                .filteredOn(line -> line.contains("run_command: git-remote-stile"))
                .hasSize(1);
        assertThat(missing()).isEqualTo(missing);
    }

    @Test
    @Proves({"GS-76", "GS-12"})
    void aStaleEditIsRefusedWithFetchFirstAndLeavesTheTrackerAsItIs() throws Exception {
        succeeds(folder, "git", "clone", "stile::sim/demo", "shop");
        change("3", "title", "Theirs");
        edit("issues/3.md", "title: .*", "title: Ours");
        commit();

        Ended refused = run(shop, "git", "push");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.out()).contains("[STL-3001]", "issues/3.md", "(fetch first)");
        assertThat(title("3")).isEqualTo("Theirs");
    }

    @Test
    @Proves("GS-77")
    void aColleaguesChangeOfAnotherRecordDoesNotRefuseAPush() throws Exception {
        succeeds(folder, "git", "clone", "stile::sim/demo", "shop");
        change("4", "title", "Theirs");
        edit("issues/3.md", "title: .*", "title: Ours");
        commit();

        succeeds(shop, "git", "push");

        assertThat(title("3")).isEqualTo("Ours");
        assertThat(title("4")).isEqualTo("Theirs");
    }

    @Test
    void aPushThatWasKilledAfterACreateIsRepeatedWithoutASecondOne() throws Exception {
        succeeds(folder, "git", "clone", "stile::sim/demo", "shop");
        write("issues/new.md", "---\ntitle: Only once\n---\n");
        edit("issues/3.md", "title: .*", "title: Pay in cash");
        commit();
        environment.put("STILE_TESTING", "1");
        environment.put("STILE_CRASH_AT", "effect.outcome.before:1");
        assertThat(run(shop, "git", "push").exit()).isNotZero();
        environment.remove("STILE_CRASH_AT");

        succeeds(shop, "git", "push");

        assertThat(simulator.controls().records("demo"))
                .filteredOn(record -> record.text("title").filter("Only once"::equals).isPresent())
                .hasSize(1);
        assertThat(title("3")).isEqualTo("Pay in cash");
        assertThat(succeeds(folder, "stile", "audit", "verify")).contains("proven");
    }

    @Test
    @Proves("GS-83")
    void aDryRunAndThePlanSayTheSameAndWriteNothing() throws Exception {
        succeeds(folder, "git", "clone", "stile::sim/demo", "shop");
        edit("issues/3.md", "title: .*", "title: Pay in cash");
        commit();

        String dry = succeeds(shop, "git", "push", "--dry-run");
        String plan = succeeds(shop, "stile", "plan", "--quiet");

        assertThat(dry).contains(plan.strip());
        assertThat(plan)
                .contains("update \"issues/3.md\" if it is still at version ")
                .contains("  title: \"Pay with a gift card\" -> \"Pay in cash\"")
                .contains("1 write, 2 requests expected");
        assertThat(title("3")).isEqualTo("Pay with a gift card");
        simulator.controls().resetCounters();
        succeeds(shop, "git", "push");
        assertThat(simulator.controls().requests()).hasSize(2);
    }

    @Test
    @Proves("GS-83")
    void aDryRunThatIsRefusedSaysThePlanAndEveryRefusalAsThePlanDoes() throws Exception {
        succeeds(folder, "git", "clone", "stile::sim/demo", "shop");
        edit("issues/3.md", "title: .*", "title: Pay in cash");
        edit("issues/4.md", "status: .*", "status: Nowhere");
        edit("issues/5.md", "type: .*", "colour: red");
        commit();

        Ended dry = run(shop, "git", "push", "--dry-run");
        Ended plan = run(shop, "stile", "plan", "--quiet");

        assertThat(dry.exit()).isNotZero();
        assertThat(plan.exit()).isEqualTo(3);
        assertThat(dry.out()).contains(plan.out().strip());
        assertThat(plan.out())
                .contains("-> \"Pay in cash\"", "issues/4.md: line ", "issues/5.md: line ")
                .contains("3 writes, and nothing is sent");
        assertThat(title("3")).isEqualTo("Pay with a gift card");
    }

    private String missing() throws Exception {
        return succeeds(shop, "git", "rev-list", "--objects", "--missing=print", "origin/main")
                .lines()
                .filter(line -> line.startsWith("?"))
                .sorted()
                .toList()
                .toString();
    }

    private void change(String id, String field, String value) {
        simulator
                .controls()
                .change(
                        "demo",
                        id,
                        Json.object().put("set", Json.object().put(field, value).build()).build());
    }

    private String title(String id) {
        return simulator.controls().records("demo").stream()
                .filter(record -> record.text("id").filter(id::equals).isPresent())
                .flatMap(record -> record.text("title").stream())
                .findFirst()
                .orElseThrow();
    }

    private void edit(String file, String pattern, String replacement) throws IOException {
        Path path = shop.resolve(file);
        write(file, Files.readString(path).replaceFirst("(?m)^" + pattern + "$", replacement));
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(shop.resolve(file), text);
    }

    private void commit() throws Exception {
        succeeds(shop, "git", "add", "--all", "--sparse");
        succeeds(shop, "git", "commit", "-q", "-m", "edit");
    }

    private String succeeds(Path where, String... words) throws Exception {
        Ended ended = run(where, words);
        assertThat(ended.exit()).as(String.join(" ", words) + "\n" + ended.out()).isZero();
        return ended.out();
    }

    private Ended run(Path where, String... words) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(where.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out.toFile());
        builder.command().set(0, program(words[0]));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertThat(ended).as(String.join(" ", words)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
    }

    private static String program(String name) {
        return name.equals("stile") ? BIN.resolve("stile").toString() : name;
    }
}
