package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.hosting.BranchRules;
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

/** Branches that are moved and deleted by GraphQL, all of them or none. */
@Proves("GH-95")
final class RefsTest {
    private static final String ZEROS = "0".repeat(40);

    @TempDir private Path folder;
    private Stage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    private static Json.Obj change(String branch, String before, String after) {
        return Json.object()
                .put("name", "refs/heads/" + branch)
                .put("beforeOid", before)
                .put("afterOid", after)
                .build();
    }

    private Json.Obj repository() throws Exception {
        return stage.client
                .query(
                        "{repository(owner:\"acme\",name:\"web\"){id"
                                + " ref(qualifiedName:\"refs/heads/topic\"){name target{oid}}}}")
                .object()
                .object("data")
                .object("repository");
    }

    private Json.Obj update(Json.Obj... changes) throws Exception {
        return stage.client
                .query(
                        "mutation($input:UpdateRefsInput!){updateRefs(input:$input)"
                                + "{clientMutationId}}",
                        Json.object()
                                .put(
                                        "input",
                                        Json.object()
                                                .put(
                                                        "repositoryId",
                                                        repository().text("id").orElseThrow())
                                                .put("clientMutationId", "m")
                                                .put("refUpdates", Json.list(List.of(changes)))
                                                .build())
                                .build())
                .object();
    }

    @Test
    void aBranchIsDeletedAtTheCommitThatItIsAt() throws Exception {
        String head = stage.pull.headSha();
        assertThat(repository().object("ref").object("target").text("oid")).hasValue(head);

        Json.Obj answer = update(change("topic", head, ZEROS));

        assertThat(answer.object("data").object("updateRefs").text("clientMutationId"))
                .hasValue("m");
        assertThat(stage.web.branch("topic")).isEmpty();
        assertThat(stage.pull.state()).isEqualTo(PullRequest.State.CLOSED);
        assertThat(repository().get("ref")).hasValue(new Json.Null());
    }

    @Test
    void ofSeveralChangesAllAreMadeOrNone() throws Exception {
        String head = stage.pull.headSha();
        stage.web.push(stage.mona, "other", head);
        String newer = stage.web.commit(stage.mona, "topic", "More", Map.of("d.txt", "d\n"));

        Json.Obj answer = update(change("other", head, ZEROS), change("topic", head, ZEROS));

        assertThat(answer.items("errors")).isNotEmpty();
        assertThat(stage.web.branch("other")).hasValue(head);
        assertThat(stage.web.branch("topic")).hasValue(newer);
    }

    @Test
    void aProtectedBranchAndTheDefaultOneStay() throws Exception {
        String head = stage.pull.headSha();
        String main = stage.web.branch("main").orElseThrow();
        stage.web.protect("topic", BranchRules.none().on(BranchRules.Flag.LOCKED));

        assertThat(update(change("topic", head, ZEROS)).items("errors")).isNotEmpty();
        assertThat(update(change("main", main, ZEROS)).items("errors")).isNotEmpty();
        assertThat(stage.web.branch("topic")).hasValue(head);
        assertThat(stage.web.branch("main")).hasValue(main);
    }
}
