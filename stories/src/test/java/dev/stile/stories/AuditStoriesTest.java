package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log after all that can happen to a push, and after somebody's hand. */
final class AuditStoriesTest {
    @Test
    void theLogIsProvenAfterKillsAndRefusalsAndBrokenWhenOneByteOfItWasChanged(@TempDir Path folder)
            throws Exception {
        try (SimulatorWorld world = SimulatorWorld.start()) {
            TrackerProject project = world.newProject("One", "Two");
            Workplace workplace = Workplace.connected(folder, world);
            Clone clone = workplace.clone(project);
            clone.retitle("1", "One, edited");
            clone.write("issues/new.md", "# New\n\nText.\n");
            clone.commit("Edit and add");
            for (String point : new String[] {"effect.outcome.before:1", "audit.append.after:6"}) {
                Map<String, String> dying = Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point);
                clone.with(dying).push().fails();
            }
            clone.push().succeeds();
            clone.retitle("2", "Stale");
            clone.commit("Stale");
            project.retitle("2", "Theirs");
            clone.push().refuses("STL-3001");

            workplace.stile("audit", "verify").says("proven: ", "none changed, none missing");

            String row = changeOneByte(workplace);
            Ended broken = Told.in(workplace.stile("audit", "verify"), "STL-9003");
            assertThat(broken.exit()).isEqualTo(1);
            assertThat(broken.err()).contains("row " + row + ", changed");
        }
    }

    @Test
    @Proves({"GS-140", "GS-141"})
    void everyCommandOfGitLeavesRowsOfWhatItWasAndServedAndLetPass(@TempDir Path folder) {
        try (SimulatorWorld world = SimulatorWorld.start()) {
            TrackerProject project = world.newProject("One", "Two");
            Workplace workplace = Workplace.connected(folder, world);
            Clone clone = workplace.clone(project);
            assertThat(reasons(workplace, "git.mirror")).containsExactly("create");
            assertThat(reasons(workplace, "git.session"))
                    .singleElement(STRING)
                    .matches("fetch: git/[0-9].*, [23] requests");
            assertThat(reasons(workplace, "git.serve")).singleElement(STRING).matches("[12] wants");

            clone.git("fetch");
            assertThat(reasons(workplace, "git.session")).first(STRING).endsWith(", 1 requests");
            assertThat(reasons(workplace, "git.serve")).hasSize(1);

            Clone lazy = workplace.clone(project, "--filter=blob:none", "--no-checkout");
            lazy.git("cat-file", "-p", "HEAD:issues/1.md");
            assertThat(reasons(workplace, "git.session"))
                    .first(STRING)
                    .startsWith("read: ")
                    .endsWith(", 0 requests");
            assertThat(reasons(workplace, "git.serve")).first(STRING).isEqualTo("1 wants");

            clone.edit("issues/1.md", "(?m)^author: .*$", "author: me");
            clone.commit("Only what the server owns");
            clone.push().succeeds();
            assertThat(reasons(workplace, "git.ignored")).containsExactly("1 files");
            assertThat(reasons(workplace, "git.session"))
                    .first(STRING)
                    .matches("push: git/[0-9].*");
            project.retitle("2", "Theirs");
            clone.retitle("2", "Ours");
            clone.commit("Edit");
            clone.push().refuses("STL-3001");
            assertThat(reasons(workplace, "git.conflict")).hasSize(1);
            clone.push("-o", "overwrite=issues/2.md").succeeds();
            assertThat(reasons(workplace, "git.override")).containsExactly("overwrite issues/2.md");
            clone.write("elsewhere/file.txt", "No record.\n");
            clone.commit("Outside");
            clone.push().refuses("STL-2010");
            assertThat(reasons(workplace, "git.refused")).hasSize(1);
            workplace.stile("audit", "verify").says("proven: ");
        }
    }

    /** What rows of a verb say, newest first: the target if there is one, and the reason. */
    private static List<String> reasons(Workplace workplace, String verb) {
        String rows = workplace.stile("audit", "list", "--json", "--verb", verb).succeeds().out();
        return Pattern.compile("\\{[^{}]*\"verb\":\"" + Pattern.quote(verb) + "\"[^{}]*}")
                .matcher(rows)
                .results()
                .map(MatchResult::group)
                .map(row -> said(row, "target", ": ") + said(row, "reason", ""))
                .toList();
    }

    private static String said(String row, String field, String end) {
        Matcher found = Pattern.compile("\"" + field + "\":\"([^\"]*)\"").matcher(row);
        boolean isPlace = field.equals("target") && row.contains("git.mirror");
        return found.find() && !isPlace ? found.group(1) + end : "";
    }

    /** Changes a letter of a row where it is kept; the number of the row. */
    private static String changeOneByte(Workplace workplace) throws Exception {
        Path database = workplace.stileHome().resolve("stile.db");
        // What was written last lies in a file of its own until this.
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        String bytes = Files.readString(database, StandardCharsets.ISO_8859_1);
        Matcher row =
                Pattern.compile("\"seq\":(\\d+),[^{}]*\"verb\":\"egress\\.(w)rite\"")
                        .matcher(bytes);
        assertThat(row.find()).as("a row of a write").isTrue();
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(row.start(2));
            file.write('x');
        }
        return row.group(1);
    }
}
