package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.value.Cursor;
import dev.stile.core.connection.Connection;
import dev.stile.core.inbox.StreamName;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a person asked of a connection is done whole, with its audit row, or not at all. */
final class KilledActsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "connection.life.before, created, false",
        "connection.life.after, disabled, false",
        "connection.position.before, disabled, false",
        "connection.position.after, disabled, true"
    })
    @Proves({"FL-45", "FL-58", "FL-100"})
    void aProcessThatIsKilledInBetweenLeavesNoHalf(String point, String word, boolean moved)
            throws IOException, InterruptedException {
        Connection connection;
        try (StreamWorld world = new StreamWorld(folder)) {
            connection = world.connect("weir-north");
        }
        try (ChildJvm child =
                ChildJvm.dyingAt(
                        folder, ActingChild.class, point, folder.toString(), "weir-north")) {
            assertThat(child.exit()).isEqualTo(137);
        }
        try (StreamWorld world = new StreamWorld(folder)) {
            Optional<Cursor> wanted = Optional.of(new Cursor("c-7"));
            assertThat(world.state("weir-north").word()).isEqualTo(word);
            assertThat(world.reasons("connection.update")).hasSize(word.equals("disabled") ? 1 : 0);
            assertThat(world.reasons("position.set")).hasSize(moved ? 1 : 0);
            assertThat(world.inbox.cursor(soon(), StreamName.live("weir-north")))
                    .isEqualTo(moved ? wanted : Optional.empty());

            // The dead process holds no lease: asking again works at once.
            world.positions.set(
                    connection, new Position.At(new Cursor("c-7")), "again", ADA, soon());
            assertThat(world.inbox.cursor(soon(), StreamName.live("weir-north"))).isEqualTo(wanted);
        }
    }
}
