package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.github.openapi.ApiDescription;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The base merged into a branch, and what is refused with which words. */
@Proves("GH-95")
final class BranchUpdateTest {
    private static final String UPDATE = "/repos/acme/web/pulls/1/update-branch";

    @TempDir private Path folder;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        assertThat(ApiDescription.read().departures(stage.simulator.log().requests())).isEmpty();
        stage.close();
    }

    private HostClient.Got update(String expectedHead) throws Exception {
        return stage.client.put(
                UPDATE, Json.object().put("expected_head_sha", expectedHead).build());
    }

    @Test
    void theHeadIsTheMergeOfBothTrees() throws Exception {
        String head = stage.pull.headSha();
        String base = stage.web.branch("main").orElseThrow();

        HostClient.Got got = update(head);

        assertThat(got.status()).isEqualTo(202);
        assertThat(got.message()).isEqualTo("Updating pull request branch.");
        String merge = stage.pull.headSha();
        assertThat(stage.web.branch("topic")).hasValue(merge);
        assertThat(stage.web.bare().info(merge).parents()).isEqualTo(List.of(head, base));
        assertThat(stage.web.bare().file(merge, "a.txt")).hasValue("one\ntwo\nTHREE\n");
        assertThat(stage.web.bare().file(merge, "c.txt")).hasValue("c\n");
        assertThat(stage.pull.lastPusher()).isEqualTo(stage.hubot);
    }

    @Test
    void anotherHeadThanTheExpectedOneIsLeftAsItIs() throws Exception {
        String head = stage.pull.headSha();
        String newer = stage.web.commit(stage.mona, "topic", "More", Map.of("d.txt", "d\n"));

        HostClient.Got got = update(head);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.message()).isEqualTo("expected head sha didn’t match current head ref.");
        assertThat(stage.pull.headSha()).isEqualTo(newer);
    }

    @Test
    void aBranchThatHasAllOfItsBaseGetsNoMerge() throws Exception {
        update(stage.pull.headSha());
        String head = stage.pull.headSha();

        HostClient.Got got = update(head);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.message()).isEqualTo("There are no new commits on the base branch.");
        assertThat(stage.pull.headSha()).isEqualTo(head);
    }

    @Test
    void aConflictIsNotMerged() throws Exception {
        String head = stage.pull.headSha();
        stage.web.commit(stage.hubot, "main", "Other", Map.of("a.txt", "one\ntwo\n3\n"));

        HostClient.Got got = update(head);

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.message()).isEqualTo("merge conflict between base and head");
        assertThat(stage.pull.headSha()).isEqualTo(head);
    }

    @Test
    void theBranchOfAForkIsTheForks() throws Exception {
        Account stranger = stage.simulator.host().person("stranger");
        HostedRepository fork = stage.simulator.host().fork(stage.web, stranger);
        String fix = fork.commit(stranger, "fix", "Fix", Map.of("f.txt", "f\n"));
        PullRequest pull = stage.web.open(stranger, fork, "fix", "main", "From a fork", "", false);
        String base = stage.web.commit(stage.mona, "main", "On", Map.of("e.txt", "e\n"));
        String path = "/repos/acme/web/pulls/" + pull.number() + "/update-branch";
        Json expected = Json.object().put("expected_head_sha", fix).build();

        assertThat(stage.client.put(path, expected).status()).isEqualTo(404);
        assertThat(pull.headSha()).isEqualTo(fix);
        try (HostClient owner = new HostClient(stage.simulator, stage.simulator.token(stranger))) {
            assertThat(owner.put(path, expected).status()).isEqualTo(202);
        }
        assertThat(fork.branch("fix")).hasValue(pull.headSha());
        assertThat(fork.bare().info(pull.headSha()).parents()).isEqualTo(List.of(fix, base));
    }
}
