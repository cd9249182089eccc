package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Running;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RedmineWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An issue of a real Redmine becomes urgent: a comment on it, and a line in a file. */
@NeedsRedmine
final class RedmineEventStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern URGENT = Pattern.compile("\"id\":(\\d+),\"name\":\"Urgent\"");

    private final RedmineServer redmine;
    private final RedmineWorld world;
    private final TrackerProject project;
    private final Workplace workplace;

    RedmineEventStoryTest(RedmineServer redmine, @TempDir Path folder) {
        this.redmine = redmine;
        this.world = RedmineWorld.of(redmine);
        this.project = world.newProject("Login page is blank", "Export forgets the last line");
        this.workplace =
                Workplace.connected(
                        folder,
                        world,
                        "--set",
                        "poll_every=PT1S",
                        "--set",
                        "watch=" + project.slug());
    }

    @Test
    @Proves({"FL-12", "FL-72"})
    void anIssueThatBecomesUrgentIsCommentedOnAndNoted() throws IOException, InterruptedException {
        rule(
                "urgent-comment",
                "{ connector_act: { connection: work, action: comment, input:"
                        + " { project: %s, id: \"{{ /source/item }}\", text: \"Seen: {{ /message }}\" } } }"
                                .formatted(project.slug()));
        rule(
                "urgent-note",
                "{ file_append: { file: urgent.txt, format: text, content: \"{{ /message }}\" } }");
        workplace
                .stile(
                        "policy",
                        "grant",
                        "--subject",
                        "rule:urgent-comment",
                        "--connection",
                        "work",
                        "--action",
                        "comment",
                        "--recipient",
                        project.slug(),
                        "--decision",
                        "allow",
                        "--per-hour",
                        "10",
                        "--expires",
                        "2100-01-01")
                .succeeds();
        Running daemon = workplace.shell().start(workplace.folder(), List.of("stile", "daemon"));
        try (world) {
            until(
                    "its stream looked once",
                    List.of("connection", "show", "work", "--json"),
                    said -> said.contains("\"caught_up\":true"));
            String issue = project.records().getFirst().id();
            makeUrgent(issue);

            until(
                    "the comment is sent",
                    List.of("outbox", "list", "--json"),
                    said -> said.contains("\"state\":\"sent\""));

            String seen =
                    redmine.expect(
                            "milo", "GET", "/issues/" + issue + ".json?include=journals", "");
            assertThat(seen.split("Seen: Login page is blank", -1)).as("one comment").hasSize(2);
            Path note = workplace.stileHome().resolve("rules/urgent-note/urgent.txt");
            // The two rules deliver in no order.
            for (Deadline end = Deadline.after(PATIENCE); !isWritten(note) && !end.isPast(); ) {
                glance();
            }
            assertThat(Files.readAllLines(note)).containsExactly("Login page is blank");
            workplace
                    .stile("audit", "why", "ob-1")
                    .succeeds()
                    .says("event.received", "action.send");
        } finally {
            daemon.interrupt();
        }
        workplace.stile("audit", "verify").succeeds().says("proven");
    }

    private void rule(String slug, String action) {
        Path file =
                Folders.write(
                        workplace.folder().resolve(slug + ".yaml"),
                        """
                        slug: %s
                        source: { connections: [work], kinds: [record.updated] }
                        where:
                          all:
                            - path: { query: "$.record.priority", eq: Urgent }
                            - shape: { changed: [ { field: priority } ] }
                        do: %s
                        """
                                .formatted(slug, action));
        workplace.stile("rule", "add", file.toString()).succeeds();
    }

    private void makeUrgent(String issue) throws IOException, InterruptedException {
        String priorities =
                redmine.expect("milo", "GET", "/enumerations/issue_priorities.json", "");
        Matcher urgent = URGENT.matcher(priorities);
        assertThat(urgent.find()).as(priorities).isTrue();
        redmine.expect(
                "milo",
                "PUT",
                "/issues/" + issue + ".json",
                "{\"issue\":{\"priority_id\":" + urgent.group(1) + "}}");
    }

    /** What another process does cannot be waited for otherwise than by looking. */
    private void until(String what, List<String> command, Predicate<String> there) {
        Deadline end = Deadline.after(PATIENCE);
        Ended last = workplace.stile(command.toArray(String[]::new));
        while (!there.test(last.out()) && !end.isPast()) {
            glance();
            last = workplace.stile(command.toArray(String[]::new));
        }
        assertThat(last.out()).as(what).matches(there);
    }

    private static boolean isWritten(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) > 0;
    }

    private static void glance() {
        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
}
