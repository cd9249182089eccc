package dev.stile.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real key of a real Redmine, which must be found nowhere but where its user keeps it. */
@NeedsRedmine
@Proves({"TU-43", "TU-46"})
final class RedmineCanaryDistributionTest {
    @Test
    void noKeyIsFoundInWhateverAnyProgramSaysKeepsOrHandsOn(
            RedmineServer redmine, @TempDir Path folder) throws Exception {
        String key = redmine.key("mona");
        Workplace work = new Workplace(folder, new Canaries(key, key, key, key));
        String project = redmine.newPrivateProject();
        redmine.newIssue("milo", project, "\"subject\":\"First\"");
        List<ProcessWatch.Seen> processes;
        try (ProcessWatch watch = new ProcessWatch(work.running())) {
            connect(work, redmine, "byvariable", "env:CANARY");
            connect(work, redmine, "byfile", "file:" + work.sources().resolve("key"));
            work.stile("projects", "byvariable", "--json");
            use(work, "byfile", project);
            processes = new ArrayList<>(watch.seen());
        }
        processes.addAll(work.gitsStarted());

        assertThat(work.everythingSaid().stream().filter(said -> holds(said.all(), key))).isEmpty();
        assertThat(work.leaks()).isEmpty();
        assertThat(processes).extracting(ProcessWatch.Seen::program).contains("git", "java");
        assertThat(processes.stream().filter(process -> holds(process.arguments(), key))).isEmpty();
    }

    private static boolean holds(String text, String key) {
        return Canaries.count(text.getBytes(StandardCharsets.UTF_8), List.of(key)) > 0;
    }

    private static void connect(
            Workplace work, RedmineServer redmine, String name, String reference) throws Exception {
        Workplace.Ended connected =
                work.stile(
                        "connect",
                        "redmine",
                        name,
                        "--yes",
                        "--set",
                        "web_url=" + redmine.webUrl(),
                        "--secret",
                        "token=" + reference,
                        "--verbose");
        assertThat(connected.exitCode()).as(connected.all()).isZero();
    }

    private static void use(Workplace work, String connection, String project) throws Exception {
        String address = "stile::" + connection + "/" + project;
        Map<String, String> traced = Map.of("GIT_TRACE", "1", "GIT_TRACE_PACKET", "1");
        Workplace.Ended cloned =
                work.git(work.home(), traced, "clone", "--verbose", address, connection);
        assertThat(cloned.exitCode()).as(cloned.err()).isZero();
        Path clone = work.home().resolve(connection);
        Files.writeString(
                clone.resolve("issues/new.md"), "---\ntitle: By " + connection + "\n---\n");
        work.git(clone, "add", "--all");
        work.git(clone, "commit", "-qm", "Add");
        Map<String, String> dying =
                Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", "effect.outcome.before");
        assertThat(work.git(clone, dying, "push").exitCode()).isNotZero();
        Workplace.Ended pushed = work.git(clone, "push", "--verbose");
        assertThat(pushed.exitCode()).as(pushed.err()).isZero();
        for (String line :
                List.of(
                        "projects " + connection,
                        "show . 999999",
                        "list . --status none",
                        "sync --full",
                        "sync " + connection + "/no-such-project",
                        "status --fetch",
                        "push log",
                        "doctor",
                        "audit list --limit 500",
                        "audit export --out " + work.home().resolve(connection + ".jsonl"))) {
            work.stile(clone, Map.of(), (line + " --verbose").split(" "));
        }
    }
}
