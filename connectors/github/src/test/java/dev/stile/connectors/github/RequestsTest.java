package dev.stile.connectors.github;

import static dev.stile.connectors.github.support.Opened.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Token;
import dev.stile.connectors.github.support.Scene;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.traffic.WireRequest;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is asked for by all that the connector can do, and by nothing else. */
@Proves("GH-49")
final class RequestsTest {
    private static final Set<String> REST =
            Set.of(
                    "GET {r}",
                    "GET {r}/pulls",
                    "POST {r}/pulls",
                    "GET {r}/pulls/N",
                    "PATCH {r}/pulls/N",
                    "POST {r}/issues/N/labels",
                    "DELETE {r}/issues/N/labels/bug",
                    "POST {r}/pulls/N/requested_reviewers",
                    "POST {r}/issues/N/comments",
                    "POST {r}/pulls/N/comments/N/replies",
                    "PUT {r}/pulls/N/reviews/N/dismissals",
                    "PUT {r}/pulls/N/merge",
                    "GET {r}/rules/branches/main",
                    "GET {r}/branches/main/protection",
                    "GET {r}/branches/main",
                    "GET {r}/rules/branches/a%2Fb%25",
                    "GET {r}/branches/a%2Fb%25/protection",
                    "GET {r}/branches/a%2Fb%25",
                    "GET {r}/collaborators/bob/permission",
                    "GET /rate_limit",
                    "GET /user");

    @Test
    void eachRequestIsOneOfThoseThatArePlannedAndNamesTheVersion(
            @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER) Path folder)
            throws Exception {
        try (Scene scene = new Scene(folder)) {
            all(scene);
            List<WireRequest> requests = scene.simulator.log().requests();

            assertThat(requests)
                    .allSatisfy(
                            request ->
                                    assertThat(request.headers().first("X-GitHub-Api-Version"))
                                            .contains("2022-11-28"));
            assertThat(
                            requests.stream()
                                    .filter(request -> !request.path().endsWith("/graphql"))
                                    .map(RequestsTest::planned)
                                    .collect(Collectors.toSet()))
                    .isEqualTo(REST);
            assertThat(
                            requests.stream()
                                    .filter(request -> request.body().contains("mutation"))
                                    .map(request -> request.body().replaceFirst(".*\\{", ""))
                                    .toList())
                    .hasSize(2);
        }
    }

    private static String planned(WireRequest request) {
        return request.method()
                + " "
                + request.path()
                        .replaceFirst("^/api/v3", "")
                        .replaceFirst("^/repos/acme/web", "{r}")
                        .replaceAll("/[0-9]+", "/N");
    }

    private static void all(Scene scene) {
        GitHost host = scene.host();
        host.healthCheck(call());
        scene.web.labels("bug");
        scene.web.commit(scene.stile, "other", "Add c", Map.of("c.txt", "c\n"));
        scene.web.commit(scene.stile, "a/b%", "Odd", Map.of());
        host.createPR(options(scene), call());
        host.updatePR(scene.pr(), updates(Optional.of(true), List.of("bug"), List.of()), call());
        host.updatePR(scene.pr(), updates(Optional.of(false), List.of(), List.of("bug")), call());
        host.commentOnPR(scene.pr(), text("Well"), Optional.empty(), key("a"), call());
        CommentId inline =
                new CommentId(
                        CommentId.Kind.INLINE,
                        new Token(
                                ""
                                        + scene.pull
                                                .talk()
                                                .thread(scene.bob, "a.txt", 3, "Why?")
                                                .comments()
                                                .getFirst()
                                                .id()));
        host.commentOnPR(scene.pr(), text("So"), Optional.of(inline), key("b"), call());
        scene.pull.review(scene.bob, Review.State.APPROVED);
        host.dismissApprovals(scene.pr(), text("Again"), new Expect(Optional.empty()), call());
        host.detectPrEvents(scene.pr(), call());
        host.beside().probe(List.of(scene.pr()), call());
        host.beside()
                .canWrite(
                        scene.repo(),
                        host.getReviewStatus(scene.pr(), call()).reviewers().getFirst().user(),
                        call());
        host.getBranchProtection(scene.repo(), new BranchName("main"), call());
        host.getBranchProtection(scene.repo(), new BranchName("a/b%"), call());
        host.getDefaultBranch(scene.repo(), call());
        host.mergePR(
                scene.pr(),
                MergeStrategy.MERGE,
                new MergeGuard(
                        scene.head(),
                        Optional.empty(),
                        Optional.empty(),
                        MergeGuard.Queue.NEVER,
                        Optional.empty(),
                        Optional.empty(),
                        key("m")),
                call());
        host.closePR(scene.pr(), new Expect(Optional.empty()), call());
    }

    private static PROptions options(Scene scene) {
        return new PROptions(
                scene.repo(),
                new BranchName("other"),
                Optional.empty(),
                new BranchName("main"),
                text("Add c"),
                text("It was missing."),
                false,
                List.of("bug"),
                List.of("bob"),
                key("c"));
    }

    private static PRUpdates updates(
            Optional<Boolean> draft, List<String> add, List<String> remove) {
        return new PRUpdates(
                Optional.of(text(draft.orElse(false) ? "One" : "Two")),
                Optional.empty(),
                draft,
                add,
                remove,
                Optional.empty());
    }

    private static IdempotencyKey key(String name) {
        return new IdempotencyKey(name);
    }

    private static Untainted<String, Sink.RecordField> text(String text) {
        return UserInput.trusted(text);
    }
}
