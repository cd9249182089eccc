package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
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
