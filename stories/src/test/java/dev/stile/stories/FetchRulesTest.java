package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.json.Json;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a fetch asks for, and what it does when the place where it stopped is no longer good. */
final class FetchRulesTest {
    private static final int RECORDS = 40;

    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private TrackerProject project;
    private Clone clone;

    @BeforeEach
    void cloneProject(@TempDir Path folder) {
        project =
                world.newProject(
                        IntStream.rangeClosed(1, RECORDS)
                                .mapToObj(number -> "Record " + number)
                                .toArray(String[]::new));
        workplace = Workplace.connected(folder, world, "--set", "page_size=20");
        clone = workplace.clone(project, "--filter=blob:none", "--no-checkout");
        world.forgetRequests();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"what no server ever said", "9999999999999", "\u2028"})
    @Proves("GS-63")
    void aCursorThatIsNoneIsToldAndEverythingIsListed(String cursor) throws Exception {
        setCursor(cursor);
        project.retitle("7", "Edited by a stranger");

        Ended fetch = clone.git("fetch");

        assertThat(fetch.err()).contains("STL-4003");
        assertThat(title("7")).isEqualTo("title: Edited by a stranger");
        assertThat(world.requests()).filteredOn(FetchRulesTest::isPage).hasSize(2);
        world.forgetRequests();
        assertThat(clone.git("fetch").err()).doesNotContain("STL-4003");
        assertThat(world.requests()).hasSize(1);
    }

    @Test
    @Proves("GS-63")
    void aCursorThatIsTooOldIsToldAndEverythingIsListed() {
        world.controls().project(project.slug(), Json.object().put("retention", 3).build());
        IntStream.rangeClosed(1, 10)
                .forEach(number -> project.retitle("7", "Edited " + number + " times"));

        Ended fetch = clone.git("fetch");

        assertThat(fetch.err()).contains("STL-4003");
        assertThat(title("7")).isEqualTo("title: Edited 10 times");
    }

    @Test
    @Proves("GS-64")
    void whatPagesBroughtIsKeptAndReadingItAsksForNothing() {
        IntStream.rangeClosed(1, 30).forEach(id -> project.rewrite("" + id, "Text " + id + "\n"));

        clone.git("fetch");

        assertThat(world.requests()).hasSize(2).noneMatch(FetchRulesTest::isRecord);
        world.forgetRequests();
        for (String id : new String[] {"1", "30", "40"}) {
            assertThat(clone.ask("show", "origin/main:" + Clone.path(id))).contains("id: ");
        }
        assertThat(world.requests()).isEmpty();
    }

    private String title(String id) {
        return clone.ask("show", "origin/main:" + Clone.path(id))
                .lines()
                .filter(line -> line.startsWith("title: "))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isPage(String request) {
        return request.endsWith("/records");
    }

    private static boolean isRecord(String request) {
        return request.matches(".*/records/[^/]+");
    }

    private void setCursor(String cursor) throws Exception {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + mirror().resolve("state.db"));
                PreparedStatement set =
                        connection.prepareStatement(
                                "UPDATE meta SET value = ? WHERE name = 'cursor'")) {
            set.setString(1, cursor);
            assertThat(set.executeUpdate()).isEqualTo(1);
        }
    }

    private Path mirror() throws IOException {
        try (Stream<Path> mirrors = Files.list(workplace.stileHome().resolve("mirrors"))) {
            return mirrors.findFirst().orElseThrow();
        }
    }
}
