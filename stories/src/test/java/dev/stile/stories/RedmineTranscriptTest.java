package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Transcript;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.RecordNow;
import dev.stile.stories.world.RedmineWorld;
import dev.stile.stories.world.TrackerProject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A whole round against a real Redmine, typed. With {@code -Dtranscript.write=true} it is kept as
 * {@code docs/transcripts/redmine.md}.
 */
@NeedsRedmine
final class RedmineTranscriptTest {
    private static final Path KEPT = Path.of("../docs/transcripts/redmine.md");
    private static final String SHOWN =
            "grep -oE '\"id\":[0-9]+,\"project\"|\"status\":\\{[^}]*\\}|\"subject\":\"[^\"]*\"'";

    private final RedmineServer redmine;
    private final RedmineWorld world;
    private final TrackerProject project;
    private final Workplace workplace;
    private final Transcript transcript;

    RedmineTranscriptTest(RedmineServer redmine, @TempDir Path folder) {
        this.redmine = redmine;
        this.world = RedmineWorld.of(redmine);
        this.project = world.newProject("Login page is blank", "Export forgets the last line");
        this.workplace = Workplace.bare(folder);
        this.transcript =
                new Transcript(
                        workplace
                                .plainShell()
                                .with(
                                        Map.of(
                                                "REDMINE_KEY", world.token(),
                                                "COLLEAGUE_KEY", redmine.key("milo"))),
                        Folders.make(folder.resolve("work")));
    }

    @Test
    void aWholeRoundAgainstARealRedmine() {
        try (world) {
            transcript.say(
                    """
                    # A round against a real Redmine

                    Typed by a test (`RedmineTranscriptTest`) against Redmine as Debian packages it; this file is what it printed. To make it again:

                        mvn -B verify -pl stories -am -Dtest=RedmineTranscriptTest -Dsurefire.failIfNoSpecifiedTests=false -Dtranscript.write=true""");
            transcript
                    .type(
                            "stile connect redmine work --set web_url=%s --secret token=env:REDMINE_KEY"
                                    .formatted(world.webUrl()))
                    .says("connected work");
            transcript.say("## All files");
            round("", "shop");
            transcript.say("## Once more, with files only where they are looked at");
            round("--filter=blob:none --sparse ", "shop-sparse");
            transcript.say("## What was recorded");
            transcript.type("stile audit verify").says("proven");
        }
        keep(transcript.text());
    }

    private void round(String options, String folder) {
        List<RecordNow> before = project.records();
        String first = before.get(0).id();
        String second = before.get(1).id();

        transcript
                .type("git clone %sstile::work/%s %s".formatted(options, project.slug(), folder))
                .succeeds();
        transcript.enter(folder);
        if (!options.isEmpty()) {
            transcript.type("git sparse-checkout set issues").succeeds();
        }
        transcript.type("cat " + Clone.path(first)).says("title: " + before.get(0).title());

        transcript.say("Edit a subject and a status, add a record, push:");
        String edited = "Login page is blank since the update of " + folder;
        transcript
                .type("sed -i 's/^title: .*/title: %s/' %s".formatted(edited, Clone.path(first)))
                .succeeds();
        String status = statusAfter(before.get(1).status());
        transcript
                .type("sed -i 's/^status: .*/status: %s/' %s".formatted(status, Clone.path(second)))
                .succeeds();
        transcript
                .type(
                        "printf '# Offer gift wrapping in %s\\n\\nAt checkout, for a fee.\\n' >issues/gift-wrap.md"
                                .formatted(folder))
                .succeeds();
        transcript.type("git add --all && git commit --quiet --message 'Edit two, add one'");
        transcript.type("git push").says("created issues/", "updated " + Clone.path(first));

        transcript.say("Redmine has it:");
        transcript
                .type(curl("REDMINE_KEY", "", "/issues.json?sort=id&project_id=" + project.slug()))
                .says(edited, status, "Offer gift wrapping in " + folder);

        transcript.say("Somebody changes an issue in Redmine, and a pull brings it:");
        String renamed = "Export forgets the last line of " + folder;
        change(second, renamed);
        transcript.type("git pull").says("Fast-forward");
        transcript.type("git log --oneline --graph -3").succeeds();
        transcript.type("grep '^title:' issues/*.md").says(renamed, "gift wrapping in " + folder);

        transcript.say(
                "An edit of something that changed meanwhile is refused, and nothing is written:");
        String theirs = "Login page is blank, says a colleague to " + folder;
        change(first, theirs);
        transcript.type("sed -i 's/^title: .*/title: Mine/' " + Clone.path(first)).succeeds();
        transcript.type("git commit --quiet --all --message 'A stale edit'").succeeds();
        transcript.type("git push").refuses("(fetch first)", "STL-3001");
        assertThat(project.titleNow(first)).isEqualTo(theirs);

        transcript.say("Pull, choose, push:");
        transcript.type("git pull --no-rebase").refuses("CONFLICT");
        transcript.type("git checkout --ours " + Clone.path(first)).succeeds();
        transcript.type("git add --all && git commit --quiet --no-edit").succeeds();
        transcript.type("git push").says("updated " + Clone.path(first));
        assertThat(project.titleNow(first)).isEqualTo("Mine");
        transcript.enter("..");
    }

    /** A colleague's own request. */
    private void change(String id, String subject) {
        transcript
                .type(
                        curl(
                                "COLLEAGUE_KEY",
                                "-X PUT -H 'Content-Type: application/json' -d '{\"issue\":{\"subject\":\"%s\"}}' "
                                        .formatted(subject),
                                "/issues/" + id + ".json"))
                .succeeds();
        assertThat(project.titleNow(id)).isEqualTo(subject);
    }

    private String curl(String key, String options, String path) {
        String request =
                "curl -sS %s-H \"X-Redmine-API-Key: $%s\" '%s%s'"
                        .formatted(options, key, world.webUrl(), path);
        return options.isEmpty() ? request + " |\n    " + SHOWN : request;
    }

    private static String statusAfter(String status) {
        return status.equals("New") ? "In Progress" : "Resolved";
    }

    private void keep(String text) {
        if (Boolean.getBoolean("transcript.write")) {
            Folders.write(
                    KEPT,
                    text.replace(world.webUrl().toString(), "http://127.0.0.1:3000")
                            .replace(redmine.webUrl().toString(), "http://127.0.0.1:3000"));
        }
    }
}
