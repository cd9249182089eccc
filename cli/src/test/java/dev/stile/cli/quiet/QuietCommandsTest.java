package dev.stile.cli.quiet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.TypedProgram;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * No command reaches out that has nothing to ask: each is typed in a process that counts whatever
 * could be connected. Where the machine lets {@code strace} look, it does so as well, at the
 * programs that are started, too.
 */
final class QuietCommandsTest {
    /** Commands whose business is another side, or a server of their own. */
    private static final Set<String> REACHING =
            Set.of(
                    "demo events",
                    "demo pr",
                    "sim",
                    "daemon",
                    "webhook test",
                    "connection probe",
                    "connection set",
                    "connection enable",
                    "projects",
                    "sync",
                    "hydrate",
                    "attach",
                    "act",
                    "outbox propose",
                    "event backfill",
                    "pr create",
                    "pr update",
                    "pr merge",
                    "pr close",
                    "pr dismiss",
                    "pr list",
                    "pr status",
                    "pr checks",
                    "pr resolve",
                    "pr request-review",
                    "pr update-branch",
                    "pr reviews",
                    "pr comments",
                    "pr events",
                    "pr comment",
                    "pr verify",
                    "pr protection",
                    "pr default-branch",
                    "pr remote",
                    "pr watch",
                    "pr decide");

    private static final String CONNECT =
            "connect sim sim --set base_url=http://127.0.0.1:9/sim/v1 --secret token=env:SIM_TOKEN --offline";
    private static final String PROBE = "connection probe sim";

    /** All others, in an order in which they find what they speak of. */
    private static final List<String> QUIET =
            List.of(
                    CONNECT,
                    "explain",
                    "explain STL-1013",
                    "debug crash-points",
                    "connector list",
                    "connector show sim",
                    "skeleton python pond",
                    "connector check pond/template.yaml",
                    "connector add pond/template.yaml",
                    "skill list",
                    "skill show sim",
                    "connector remove file-lines",
                    "conform -- false",
                    "connection list",
                    "connection show sim",
                    "connection origins sim",
                    "connection restart sim",
                    "connection position sim",
                    "secret list",
                    "rule add rule.yaml",
                    "rule apply rule.yaml",
                    "rule list",
                    "rule show ticks",
                    "rule test rule.yaml --payload payload.json",
                    "rule pause ticks --hold",
                    "rule resume ticks",
                    "event emit sim --file payload.json --rule ticks --id made-up",
                    "event list",
                    "event show sim/made-up",
                    "rule explain ticks sim/made-up",
                    "event replay --rule ticks --id made-up",
                    "event follow sim --after 0 --limit 1",
                    "event quarantine list",
                    "event quarantine drop 1 --reason none",
                    "delivery list",
                    "delivery show 1",
                    "delivery dead",
                    "delivery retry 1",
                    "delivery replay 1",
                    "delivery drop 1 --reason none",
                    "rule delete ticks",
                    "outbox list",
                    "outbox show 1",
                    "outbox approve 1 --version 1 --hash 000000000000",
                    "outbox reject 1 --reason none",
                    "outbox edit 1 --input payload.json",
                    "outbox retry 1",
                    "outbox resolve 1 --sent --reason none",
                    "outbox cancel 1 --reason none",
                    "policy show",
                    "policy explain sim comment",
                    "policy grant --subject agent:* --connection sim --action comment --decision refuse",
                    "policy revoke g-1",
                    "subscriber list",
                    "trust list",
                    "trust add .stile/subscribers/none",
                    "trust revoke .stile/subscribers/none",
                    "connect github-webhook hook --secret secret=env:SIM_TOKEN",
                    "webhook add hook",
                    "webhook url hook",
                    "webhook rotate hook --secret env:OTHER_TOKEN",
                    "webhook remove hook",
                    "list sim/demo --offline",
                    "show sim/demo 1 --offline",
                    "status sim/demo",
                    "plan",
                    "detach",
                    "push log sim/demo",
                    "push resolve p-1 1 --not-created",
                    "history sim/demo",
                    "at sim/demo 2026-05-04T06:00:00Z",
                    "pr watches",
                    "pr unwatch acme/web#12",
                    "pr retry acme/web#12",
                    "audit list",
                    "audit why 1",
                    "audit verify",
                    "audit export",
                    "backup kept.db",
                    "restore kept.db --dry-run",
                    "metrics",
                    "service install",
                    "service status",
                    "service uninstall",
                    "doctor --offline",
                    "connection disable sim",
                    "connection delete sim");

    private static final String RULE =
            """
            slug: ticks
            source: { connections: [sim] }
            do: { file_append: { file: ticks.jsonl, content: { text: "{{ /message }}" } } }
            """;

    @TempDir private Path folder;

    /** What a process told of each line, and how many connections strace saw, if it looked. */
    private record Counted(List<String> lines, Optional<Long> traced) {}

    @Test
    @Proves("FL-11")
    void aCommandThatHasNothingToAskReachesNobody() throws Exception {
        Counted counted = count(QUIET);

        assertThat(counted.lines()).hasSameSizeAs(QUIET);
        assertThat(counted.lines()).allMatch(line -> line.startsWith("0\t"));
        assertThat(counted.lines())
                .as("each of them can be typed; no clone is there to be planned or detached")
                .filteredOn(line -> !line.endsWith("\tplan") && !line.endsWith("\tdetach"))
                .noneMatch(line -> line.startsWith("0\t2\t"));
        counted.traced().ifPresent(seen -> assertThat(seen).isZero());
    }

    @Test
    void oneThatAsksIsCounted() throws Exception {
        Counted counted = count(List.of(CONNECT, PROBE));

        assertThat(counted.lines().getFirst()).startsWith("0\t");
        assertThat(counted.lines().getLast()).matches("[1-9][0-9]*\t.*");
        counted.traced().ifPresent(seen -> assertThat(seen).isPositive());
    }

    @Test
    void everyCommandIsEitherQuietOrSaidToReachOut() {
        List<String> open =
                TypedProgram.commands().stream()
                        .filter(command -> !REACHING.contains(command))
                        .filter(
                                command ->
                                        QUIET.stream()
                                                .noneMatch(
                                                        line ->
                                                                (line + " ")
                                                                        .startsWith(command + " ")))
                        .toList();
        assertThat(open).isEmpty();
        assertThat(TypedProgram.commands()).containsAll(REACHING);
    }

    private Counted count(List<String> lines) throws Exception {
        Files.writeString(folder.resolve("rule.yaml"), RULE);
        Files.writeString(folder.resolve("payload.json"), "{\"message\": \"tick\"}");
        Path typed = Files.write(folder.resolve("lines"), lines, StandardCharsets.UTF_8);
        Path trace = folder.resolve("trace");
        List<String> command = new ArrayList<>();
        boolean traces = canTrace();
        if (traces) {
            command.addAll(
                    List.of("strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o"));
            command.add(trace.toString());
        } else {
            System.out.println("strace cannot look here: counted inside of the process only");
        }
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.nio.channels.spi.SelectorProvider="
                                + CountedSockets.class.getName(),
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TypedLines.class.getName(),
                        folder.toString(),
                        typed.toString()));
        File told = folder.resolve("told").toFile();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(told)
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        try {
            assertThat(process.waitFor(900, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return new Counted(
                Files.readAllLines(told.toPath()),
                traces ? Optional.of(connections(trace)) : Optional.empty());
    }

    /** Sockets of the network; those of this machine's own kind reach nobody. */
    private static long connections(Path trace) throws IOException {
        return Files.readAllLines(trace, StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.contains("sa_family=AF_INET"))
                .count();
    }

    private static boolean canTrace() throws Exception {
        boolean installed =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "strace")));
        if (!installed) {
            return false;
        }
        Process tried =
                new ProcessBuilder("strace", "-f", "-qq", "-o", "/dev/null", "true")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return tried.waitFor() == 0;
    }
}
