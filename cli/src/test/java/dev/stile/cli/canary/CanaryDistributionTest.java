package dev.stile.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.stile.cli.CommandNames;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Secrets of each kind go through every command and the helper, as the launchers start them: when
 * it goes well, when the server fails and says the secret back, when a program dies, and when it is
 * asked to say more. Afterwards nothing but their sources may hold one.
 */
@Proves({"TU-43", "TU-46"})
@Order(1) // the longest of all
final class CanaryDistributionTest {
    @TempDir private Path folder;

    private final Canaries canaries = Canaries.random();
    private final ByteArrayOutputStream elsewhere = new ByteArrayOutputStream();
    private Simulator simulator;
    private HttpServer other;
    private Workplace work;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        simulator.controls().user("canary", "A Canary");
        List.of(canaries.variable(), canaries.file(), canaries.credential())
                .forEach(
                        value ->
                                simulator
                                        .controls()
                                        .token(
                                                value.substring(0, value.indexOf('/')),
                                                value,
                                                "canary",
                                                Scope.values()));
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    synchronized (elsewhere) {
                        elsewhere.writeBytes(latin(exchange.getRequestURI() + "\n"));
                        exchange.getRequestHeaders()
                                .forEach(
                                        (name, values) ->
                                                elsewhere.writeBytes(latin(name + values + "\n")));
                        elsewhere.writeBytes(exchange.getRequestBody().readAllBytes());
                    }
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        other.start();
        work = new Workplace(folder, canaries);
    }

    @AfterEach
    void close() throws IOException {
        other.stop(0);
        simulator.close();
    }

    @Test
    @Timeout(3600) // hundreds of programs, one after another
    void noSecretIsFoundInWhateverAnyProgramSaysKeepsOrHandsOn() throws Exception {
        List<ProcessWatch.Seen> processes;
        try (ProcessWatch watch = new ProcessWatch(work.running())) {
            connect();
            askEverything();
            roundTrip("byvariable");
            work.git(work.home(), "clone", "stile::bycredential/demo");
            Path clone = roundTrip("byfile");
            work.git(clone, "pull", "-q");
            everyCommand(clone);
            failures(clone);
            crash(clone);
            everyCommandFails(clone);
            try (CanaryHost host = new CanaryHost(folder.resolve("host"), canaries)) {
                host.everyCommand(work);
            }
            strangers(clone);
            processes = new ArrayList<>(watch.seen());
        }
        processes.addAll(work.gitsStarted());
        processes = withoutTheMistake(processes);

        assertThat(CommandNames.all()).as("commands that carried no canary").allMatch(this::wasRun);
        assertThat(work.everythingSaid().stream().filter(said -> holds(said.all()))).isEmpty();
        assertThat(work.leaks()).isEmpty();
        assertThat(elsewhere.size()).as("the other origin was asked").isPositive();
        assertThat(holds(elsewhere.toByteArray())).isFalse();
        assertThat(processes).extracting(ProcessWatch.Seen::program).contains("git", "java");
        assertThat(processes.stream().filter(process -> holds(process.arguments()))).isEmpty();
        List<ProcessWatch.Seen> children =
                processes.stream().filter(CanaryDistributionTest::isAChildOfOurs).toList();
        assertThat(children).extracting(ProcessWatch.Seen::program).contains("git");
        assertThat(children.stream().filter(child -> holds(child.environment()))).isEmpty();
    }

    private boolean wasRun(String command) {
        return work.typed().stream().anyMatch(line -> (line + " ").startsWith(command + " "));
    }

    private boolean holds(byte[] bytes) {
        return Canaries.count(bytes, canaries.all()) > 0;
    }

    private boolean holds(String text) {
        return holds(latin(text));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aLeakThatSomebodyPlantedIsSeenInEachForm() throws Exception {
        byte[] secret = latin(canaries.file());
        List<String> forms =
                List.of(
                        canaries.file(),
                        HexFormat.of().formatHex(secret),
                        Base64.getEncoder().encodeToString(secret),
                        Base64.getUrlEncoder().encodeToString(latin("x:" + canaries.file())),
                        java.net.URLEncoder.encode(canaries.file(), StandardCharsets.UTF_8),
                        canaries.file().replace("\\", "\\\\").replace("\"", "\\\""),
                        canaries.file().replace("&", "&amp;").replace("<", "&lt;"));
        for (String form : forms) {
            Path planted = work.home().resolve("planted");
            Files.writeString(planted, "before " + form + " after");

            assertThat(work.leaks()).as(form).containsExactly(planted.toString());
            Files.delete(planted);
        }
        Path repository = Files.createDirectory(work.home().resolve("repository"));
        work.git(repository, "init", "-q");
        Files.writeString(repository.resolve("file"), canaries.credential());
        work.git(repository, "add", "file");
        Files.delete(repository.resolve("file"));
        assertThat(work.leaks()).anyMatch(leak -> leak.startsWith("objects of"));
    }

    private void connect() throws Exception {
        String base = simulator.baseUri().toString();
        work.approve(base);
        work.stile(connecting("byvariable", "env:CANARY", "--verbose"));
        work.stile(connecting("byfile", "file:" + work.sources().resolve("key"), "--json"));
        work.stile(connecting("bycredential", "git-credential:" + base));
        Workplace.Ended literal = work.stile(connecting("literal", canaries.typed(), "--verbose"));
        assertThat(literal.exitCode()).isNotZero();
        work.stile("connect", "sim", "literal", "--secret", canaries.typed(), "--json");
        work.stile("connect", "sim", "literal", "--set", "token=" + canaries.typed());
    }

    private String[] connecting(String name, String reference, String... more) {
        return Stream.concat(
                        Stream.of(
                                "connect",
                                "sim",
                                name,
                                "--yes",
                                "--set",
                                "base_url=" + simulator.baseUri(),
                                "--secret",
                                "token=" + reference),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    private void askEverything() throws Exception {
        assertThat(work.stile("connection", "list", "--json").out())
                .contains("byvariable", "byfile", "bycredential")
                .doesNotContain("literal");
        work.stile("connection", "show", "byfile", "--json");
        work.stile("connection", "show", "byvariable", "--verbose");
        work.stile("secret", "list", "--json");
        String key = "token=file:" + work.sources().resolve("key");
        work.stile("connection", "set", "byfile", "--secret", key, "--verbose");
        Workplace.Ended projects = work.stile("projects", "bycredential", "--verbose");
        assertThat(projects.out()).as(projects.err()).contains("demo");
    }

    private void everyCommand(Path clone) throws Exception {
        edit(clone, "planned");
        for (String line : TrackerLines.ASKING) {
            work.stile(clone, Map.of(), (line + " --verbose").split(" "));
        }
        for (String line : FlowLines.ASKING) {
            work.stile(clone, Map.of(), (line + " --verbose").split(" "));
        }
        for (String line : FlowLines.TELLING) {
            work.stile(clone, Map.of(), (line + " --verbose --json").split(" "));
        }
        for (String line : TrackerLines.TELLING) {
            work.stile(clone, Map.of(), (line + " --verbose --json").split(" "));
        }
        work.stile("explain", "STL-1015", "--verbose");
        work.stile("demo", "--verbose");
        work.stile("demo", "events", "--verbose");
        work.stileUntilItSays("the daemon runs", "daemon", "--hooks-port", "0", "--verbose");
        work.stileUntilItSays("control token", "sim", "--verbose");
    }

    /** Once more with a server that says the secret back whatever it is asked. */
    private void everyCommandFails(Path clone) throws Exception {
        simulator.controls().fault(FaultRule.always(problem(403, canaries.file())));
        for (String line : TrackerLines.ASKING) {
            work.stile(clone, Map.of(), (line + " --verbose --json").split(" "));
        }
        for (String line : FlowLines.ASKING) {
            work.stile(clone, Map.of(), (line + " --verbose --json").split(" "));
        }
        simulator.controls().clearFaults();
    }

    private Path roundTrip(String connection) throws Exception {
        Workplace.Ended cloned =
                work.git(
                        work.home(),
                        Map.of("GIT_TRACE", "1", "GIT_TRACE_CURL", "1", "GIT_TRACE_PACKET", "1"),
                        "clone",
                        "--verbose",
                        "stile::" + connection + "/demo",
                        connection);
        assertThat(cloned.exitCode()).as(cloned.err()).isZero();
        Path clone = work.home().resolve(connection);
        edit(clone, connection);
        Workplace.Ended pushed = work.git(clone, Map.of("GIT_TRACE", "1"), "push", "--verbose");
        assertThat(pushed.exitCode()).as(pushed.err()).isZero();
        return clone;
    }

    private void edit(Path clone, String words) throws Exception {
        Path file = clone.resolve("issues/1.md");
        Files.writeString(file, Files.readString(file) + "\nAdded: " + words + "\n");
        work.git(clone, "commit", "-qam", words);
    }

    /** A server that fails, and says back what it was given wherever it can. */
    private void failures(Path clone) throws Exception {
        String secret = canaries.file();
        List<FaultAction> actions =
                List.of(
                        problem(401, secret),
                        problem(422, secret),
                        new FaultAction.Status(500, Headers.none(), "text/plain", secret),
                        new FaultAction.Status(
                                404,
                                Headers.none().with("X-Echo", secret),
                                "text/html",
                                "<b>" + secret + "</b>"),
                        new FaultAction.Cut(20, true));
        edit(clone, "failing");
        for (FaultAction action : actions) {
            simulator.controls().fault(FaultRule.always(action));
            work.git(clone, "push", "--verbose");
            simulator.controls().clearFaults();
        }
        simulator.controls().fault(FaultRule.always(problem(401, secret)));
        work.stile("projects", "byfile", "--json", "--verbose");
        simulator.controls().clearFaults();
    }

    private static FaultAction problem(int status, String text) {
        String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
        return new FaultAction.Status(
                status,
                Headers.none(),
                "application/problem+json",
                "{\"status\":%d,\"code\":\"invalid\",\"title\":\"%s\",\"detail\":\"%s\",\"field\":\"%s\"}"
                        .formatted(
                                status, escaped, escaped, HexFormat.of().formatHex(latin(text))));
    }

    private void crash(Path clone) throws Exception {
        Map<String, String> dying =
                Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", "effect.sending.after");
        assertThat(work.git(clone, dying, "push").exitCode()).isNotZero();
        Workplace.Ended again = work.git(clone, "push", "--verbose");
        assertThat(again.exitCode()).as(again.err()).isZero();
        Map<String, String> dyingInSync =
                Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", "mirror.ref.before");
        simulator
                .controls()
                .change(
                        "demo",
                        "2",
                        Json.object()
                                .put("set", Json.object().put("title", "Another").build())
                                .build());
        assertThat(work.stile(clone, dyingInSync, "sync", "--verbose").exitCode()).isNotZero();
        assertThat(work.stile(clone, Map.of(), "sync", "--verbose").exitCode()).isZero();
    }

    /** Redirects to another origin, which says the secret back in its path; then it is granted. */
    private void strangers(Path clone) throws Exception {
        String origin = "http://127.0.0.1:" + other.getAddress().getPort();
        String said = java.net.URLEncoder.encode(canaries.file(), StandardCharsets.UTF_8);
        FaultRule away =
                FaultRule.always(new FaultAction.Redirect(307, origin + "/" + said + "?q=" + said));
        FaultRule here =
                FaultRule.always(
                                new FaultAction.Redirect(
                                        307, simulator.baseUri() + "/" + said + "?q=" + said))
                        .times(1);
        simulator.controls().fault(away);
        Workplace.Ended refused = work.git(clone, "fetch", "--verbose");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(elsewhere.size()).as("an origin that was not granted").isZero();
        simulator.controls().clearFaults();
        simulator.controls().fault(here);
        work.git(clone, "fetch", "--verbose");
        simulator.controls().clearFaults();
        work.stile("connection", "origins", "byfile", "--add", origin);
        simulator
                .controls()
                .fault(FaultRule.always(new FaultAction.Redirect(307, origin + "/next")));
        work.git(clone, "fetch", "--verbose");
        simulator.controls().clearFaults();
        Workplace.Ended proven = work.stile("audit", "verify", "--verbose");
        assertThat(proven.exitCode()).as(proven.all()).isZero();
        work.stile("audit", "list", "--json", "--limit", "500");
        work.stile("audit", "export", "--out", work.home().resolve("export.jsonl").toString());
        work.stile("connection", "delete", "bycredential", "--yes");
    }

    /** What a person typed stands in the arguments of that one program, and nowhere else. */
    private List<ProcessWatch.Seen> withoutTheMistake(List<ProcessWatch.Seen> processes) {
        return processes.stream()
                .filter(process -> !process.arguments().contains(canaries.typed()))
                .toList();
    }

    /** Whatever our programs start; a JVM's own helper lives until it becomes that child. */
    private static boolean isAChildOfOurs(ProcessWatch.Seen process) {
        return process.underJava()
                && !process.program().equals("jspawnhelper")
                && !process.arguments().contains("dev.stile.cli");
    }
}
