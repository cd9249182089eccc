package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.value.Sha;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changing and closing pull requests. */
final class UpdateCases {
    private final HostScene scene;

    UpdateCases(HostScene scene) {
        this.scene = scene;
    }

    void nothingSendsNothing() {
        PrRef pr = scene.pr();
        PrTruth before = scene.truth(pr);
        assertThat(scene.writes(() -> update(pr, PRUpdates.none()))).isEmpty();

        update(pr, labels(List.of("urgent"), List.of()));
        PRUpdates same =
                new PRUpdates(
                        Optional.of(text(before.title())),
                        Optional.of(text(before.body())),
                        Optional.of(false),
                        List.of("urgent"),
                        List.of("never there"),
                        Optional.empty());
        List<Sent> writes =
                scene.writes(
                        () -> {
                            UpdateResult result = update(pr, same);
                            assertThat(result.applied()).isEmpty();
                            assertThat(result.unchanged())
                                    .contains("title", "body", "draft", "labels");
                        });
        assertThat(writes).isEmpty();
    }

    void eachFieldAloneAndVerified() {
        PrRef pr = scene.pr();
        PrTruth before = scene.truth(pr);

        assertThat(update(pr, title("Another title")).applied()).containsExactly("title");
        assertThat(scene.truth(pr).title()).isEqualTo("Another title");
        assertThat(scene.truth(pr).body()).isEqualTo(before.body());
        assertThat(update(pr, body("Another text")).applied()).containsExactly("body");
        assertThat(scene.truth(pr).body()).startsWith("Another text");
        assertThat(scene.truth(pr).title()).isEqualTo("Another title");
        assertThat(update(pr, labels(List.of("one", "two"), List.of())).applied())
                .containsExactly("labels");
        assertThat(update(pr, labels(List.of("three"), List.of("one"))).applied())
                .containsExactly("labels");
        assertThat(scene.truth(pr).labels()).containsExactlyInAnyOrder("two", "three");

        scene.traffic().disturb(HostRequest.EDIT, 1, new Disturbance.Pretend());
        assertThatThrownBy(() -> update(pr, title("Never made")))
                .isInstanceOf(StileException.class)
                .hasMessageContaining("title");
        assertThat(scene.truth(pr).title()).isEqualTo("Another title");
        expectedHead(pr);
    }

    private void expectedHead(PrRef pr) {
        Sha seen = scene.head(pr);
        scene.git().push(scene.repo(), scene.headOf(pr), "more.txt", "more\n");
        PRUpdates guarded =
                new PRUpdates(
                        Optional.of(text("For the old head")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.of(seen));
        List<Sent> writes =
                scene.writes(
                        () ->
                                assertThatThrownBy(() -> update(pr, guarded))
                                        .isInstanceOf(ConnectorException.VersionMismatch.class));
        assertThat(writes).isEmpty();
    }

    void draftBothWaysIsReal() {
        PrRef pr = scene.pr();
        assertThat(update(pr, draft(true)).applied()).containsExactly("draft");
        assertThat(scene.truth(pr).draft()).isTrue();
        assertThat(scene.status(pr).draft()).isTrue();
        assertThat(update(pr, draft(true)).applied()).isEmpty();

        assertThat(update(pr, draft(false)).applied()).containsExactly("draft");
        assertThat(scene.truth(pr).draft()).isFalse();
        assertThat(scene.sent(HostRequest.DRAFT)).hasSize(2);
    }

    void missingLabelRemovalIsFineAndOtherErrorsNot() {
        PrRef pr = scene.pr();
        update(pr, labels(List.of("there"), List.of()));
        update(pr, labels(List.of(), List.of("not there")));
        assertThat(scene.truth(pr).labels()).containsExactly("there");

        scene.races()
                .before(
                        HostRequest.REMOVE_LABEL,
                        () ->
                                scene.started(Map.of())
                                        .updatePR(
                                                pr,
                                                labels(List.of(), List.of("there")),
                                                scene.call()));
        update(pr, labels(List.of(), List.of("there")));
        assertThat(scene.truth(pr).labels()).isEmpty();

        update(pr, labels(List.of("stays"), List.of()));
        scene.traffic().disturb(HostRequest.REMOVE_LABEL, 1, new Disturbance.Status(403));
        assertThatThrownBy(() -> update(pr, labels(List.of(), List.of("stays"))))
                .isInstanceOf(ConnectorException.Permission.class);
        assertThat(scene.truth(pr).labels()).containsExactly("stays");
    }

    void closeIsIdempotentAndRespectsExpectedHead() {
        PrRef pr = scene.pr();
        Sha seen = scene.head(pr);
        Sha now = scene.git().push(scene.repo(), scene.headOf(pr), "more.txt", "more\n");
        assertThat(scene.writes(() -> changed(close(pr, Expect.head(seen)), now))).isEmpty();
        assertThat(scene.truth(pr).state()).isEqualTo(PRStatus.State.OPEN);

        assertThat(close(pr, Expect.head(now))).isInstanceOf(CloseResult.Closed.class);
        assertThat(scene.truth(pr).state()).isEqualTo(PRStatus.State.CLOSED);
        assertThat(
                        scene.writes(
                                () ->
                                        assertThat(close(pr, Expect.nothing()))
                                                .isInstanceOf(CloseResult.AlreadyClosed.class)))
                .isEmpty();

        PrRef merged = scene.pr();
        scene.pulls().merge(merged, Account.BEN, MergeStrategy.MERGE);
        assertThat(
                        scene.writes(
                                () ->
                                        assertThat(close(merged, Expect.nothing()))
                                                .isInstanceOf(CloseResult.AlreadyMerged.class)))
                .isEmpty();

        PrRef raced = scene.pr();
        Sha before = scene.head(raced);
        scene.races()
                .before(
                        HostRequest.CLOSE,
                        () ->
                                scene.git()
                                        .push(scene.repo(), scene.headOf(raced), "late", "late\n"));
        assertThat(close(raced, Expect.head(before)))
                .isInstanceOfSatisfying(
                        CloseResult.HeadChanged.class,
                        moved -> assertThat(moved.headSha()).isEqualTo(scene.head(raced)));
    }

    private static void changed(CloseResult result, Sha now) {
        assertThat(result).isEqualTo(new CloseResult.HeadChanged(now, false));
    }

    private CloseResult close(PrRef pr, Expect expect) {
        return scene.host().closePR(pr, expect, scene.call());
    }

    private UpdateResult update(PrRef pr, PRUpdates updates) {
        return scene.host().updatePR(pr, updates, scene.call());
    }

    private static PRUpdates title(String title) {
        return new PRUpdates(
                Optional.of(text(title)),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static PRUpdates body(String body) {
        return new PRUpdates(
                Optional.empty(),
                Optional.of(text(body)),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static PRUpdates draft(boolean draft) {
        return new PRUpdates(
                Optional.empty(),
                Optional.empty(),
                Optional.of(draft),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static PRUpdates labels(List<String> add, List<String> remove) {
        return new PRUpdates(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                add,
                remove,
                Optional.empty());
    }
}
