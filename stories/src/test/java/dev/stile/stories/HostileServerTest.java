package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Headers;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Spoken;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A server that refuses, in words that were written to steer the terminal of who reads them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Proves({"GS-122", "TU-64", "TU-65"})
final class HostileServerTest {
    private final SimulatorWorld world = SimulatorWorld.start();
    private Workplace workplace;
    private Clone clone;
    private String address;

    @BeforeAll
    void cloneProject(@TempDir Path folder) {
        TrackerProject project = world.newProject("One");
        workplace = Workplace.connected(folder, world);
        address = "stile::work/" + project.slug();
        clone = workplace.clone(project);
        clone.write("issues/another.md", "---\ntitle: Another\n---\n");
        clone.commit("Add");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void whateverItSaysIsQuotedAndCut(int status) {
        FaultAction answer =
                new FaultAction.Status(status, Headers.none(), "text/plain", Spoken.HOSTILE);
        world.controls().fault(FaultRule.on("POST", "**", answer));
        assertThat(Spoken.safely(clone.push("--verbose").fails()).err())
                .contains(": \"\\u{1b}[2J", " more)\"");
        world.controls().clearFaults();

        world.controls().fault(FaultRule.always(answer));
        Spoken.asDocument(workplace.stile("projects", "work", "--json").fails());
        world.controls().clearFaults();
    }

    @Test
    void whoeverReadsIsToldNoMoreThanWhoWrites() {
        FaultAction answer =
                new FaultAction.Status(401, Headers.none(), "text/plain", Spoken.HOSTILE);
        world.controls().fault(FaultRule.always(answer));

        Spoken.safely(clone.attempt("fetch").fails());
        Spoken.safely(workplace.stile("projects", "work", "--verbose").fails());
        Spoken.safely(workplace.stile("doctor").fails());

        world.controls().clearFaults();
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void theDocumentOfARefusalIsReadAndNothingOfItIsPrinted(int status) {
        FaultAction answer =
                new FaultAction.Status(
                        status, Headers.none(), "application/problem+json", problem(status));
        world.controls().fault(FaultRule.on("POST", "**", answer));

        Spoken.safely(clone.push("--verbose").fails());
        Spoken.asDocument(workplace.stile("push", "log", address, "--json").succeeds());

        world.controls().clearFaults();
    }

    @Test
    void aFailureOfItsOwnLeavesOnlyOurWordsInTheLogs() {
        FaultAction answer =
                new FaultAction.Status(500, Headers.none(), "text/plain", Spoken.HOSTILE);
        world.controls().fault(FaultRule.on("POST", "**", answer));

        Spoken.safely(clone.push("--verbose").fails());

        Spoken.safely(workplace.stile("push", "log", address).succeeds());
        Spoken.asDocument(workplace.stile("audit", "list", "--json", "--limit", "500"));
        Spoken.safely(workplace.stile("audit", "list", "--limit", "500").succeeds());
        world.controls().clearFaults();
    }

    private static String problem(int status) {
        Json text = Json.text(Spoken.HOSTILE);
        return new String(
                Json.object()
                        .put("status", status)
                        .put("code", status == 409 ? "transition_not_allowed" : "invalid")
                        .put("title", text)
                        .put("detail", text)
                        .put("field", text)
                        .put("rule", text)
                        .put("allowed", Json.list(List.of(text, text)))
                        .put("reachable", Json.list(List.of(text)))
                        .build()
                        .bytes(),
                StandardCharsets.UTF_8);
    }
}
