package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The helper dies by SIGKILL in a first clone of five pages, and the clone is made again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CloneKilledTest {
    private static final int RECORDS = 4_500;

    private final SimulatorWorld world = SimulatorWorld.start();
    private TrackerProject project;

    @BeforeAll
    void makeRecords() {
        project =
                world.newProject(
                        IntStream.rangeClosed(1, RECORDS)
                                .mapToObj(number -> "Record " + number)
                                .toArray(String[]::new));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "listing.piece.before:1, 5",
        "listing.piece.after:1, 3",
        "listing.piece.after:2, 1",
        "mirror.rows.before, 1"
    })
    @Proves("GS-65")
    void theSecondCloneAsksForThePagesThatWereNotKeptAndHasEveryRecord(
            String point, int pages, @TempDir Path folder) {
        Workplace workplace = Workplace.connected(folder, world);
        Ended killed =
                workplace
                        .shell()
                        .with(Map.of("STILE_TESTING", "1", "STILE_CRASH_AT", point))
                        .run(
                                folder,
                                List.of(
                                        "git",
                                        "clone",
                                        "stile::work/" + project.slug(),
                                        workplace.nextFolder().toString()));
        killed.fails();
        world.forgetRequests();

        Clone clone = workplace.clone(project, "--no-checkout");

        // What was on its way when the helper died may be logged late: the page is the same.
        assertThat(Set.copyOf(world.requestsWithQueries()))
                .filteredOn(request -> request.matches("GET [^?]*/records(\\?.*)?"))
                .hasSize(pages);
        assertThat(clone.files()).hasSize(RECORDS);
        assertThat(clone.ask("show", "HEAD:issues/4500.md")).contains("title: Record 4500");
        assertThat(workplace.stile("audit", "verify").exit()).isZero();
        project.retitle("7", "Edited by a stranger " + point);
        clone.git("fetch");
        assertThat(clone.ask("show", "origin/main:issues/7.md"))
                .contains("Edited by a stranger " + point);
    }
}
