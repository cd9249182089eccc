package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.value.Sha;

import java.util.List;

/** Taking approvals away. */
final class DismissCases {
    private final HostScene scene;

    DismissCases(HostScene scene) {
        this.scene = scene;
    }

    void allStandingAndNoneElse() {
        PrRef pr = scene.pr();
        scene.pulls().review(pr, Account.BEN, ReviewerState.CHANGES_REQUESTED, "first no");
        scene.approve(pr);
        scene.git().push(scene.repo(), scene.headOf(pr), "later.txt", "later\n");
        scene.pulls().review(pr, Account.CLEO, ReviewerState.APPROVED, "yes");
        scene.pulls().review(pr, Account.STRANGER, ReviewerState.CHANGES_REQUESTED, "no");
        scene.pulls().review(pr, Account.ROBOT, ReviewerState.COMMENTED, "beep");
        PrRef other = scene.pr();
        scene.approve(other);
        int opinions = scene.truth(pr).opinions().size();
        List<Sent> writes =
                scene.writes(
                        () -> {
                            DismissResult result = dismiss(pr, Expect.head(scene.head(pr)));
                            assertThat(logins(result.dismissed()))
                                    .containsExactlyInAnyOrder(
                                            scene.control().login(Account.BEN),
                                            scene.control().login(Account.CLEO));
                            assertThat(result.remaining()).isEmpty();
                            assertThat(result.errors()).isEmpty();
                        });
        assertThat(writes)
                .hasSize(2)
                .allMatch(sent -> sent.what() == HostRequest.DISMISS)
                .allMatch(sent -> sent.body().contains("The head changed"));
        assertThat(scene.truth(pr).opinions())
                .hasSize(opinions)
                .containsEntry(Account.BEN, ReviewerState.DISMISSED)
                .containsEntry(Account.CLEO, ReviewerState.DISMISSED)
                .containsEntry(Account.STRANGER, ReviewerState.CHANGES_REQUESTED);
        assertThat(scene.truth(other).opinions())
                .containsEntry(Account.BEN, ReviewerState.APPROVED);
    }

    void noneWritesNothing() {
        PrRef pr = scene.pr();
        scene.pulls().review(pr, Account.BEN, ReviewerState.CHANGES_REQUESTED, "no");
        List<Sent> writes =
                scene.writes(
                        () ->
                                assertThat(dismiss(pr, Expect.nothing()))
                                        .isEqualTo(
                                                new DismissResult(
                                                        List.of(), List.of(), List.of())));
        assertThat(writes).isEmpty();

        scene.approve(pr);
        Sha seen = scene.head(pr);
        scene.git().push(scene.repo(), scene.headOf(pr), "later.txt", "later\n");
        assertThat(
                        scene.writes(
                                () ->
                                        assertThatThrownBy(() -> dismiss(pr, Expect.head(seen)))
                                                .isInstanceOf(
                                                        ConnectorException.VersionMismatch.class)))
                .isEmpty();
        assertThat(scene.truth(pr).opinions()).containsEntry(Account.BEN, ReviewerState.APPROVED);
    }

    void refusedListsRemaining() {
        PrRef pr = scene.pr();
        scene.approve(pr);
        scene.pulls().review(pr, Account.CLEO, ReviewerState.APPROVED, "yes");
        scene.traffic().disturb(HostRequest.DISMISS, 1, new Disturbance.Status(403));
        DismissResult result = dismiss(pr, Expect.nothing());

        assertThat(result.dismissed()).hasSize(1);
        assertThat(result.remaining()).hasSize(1);
        assertThat(result.errors()).hasSize(1);
        assertThat(logins(result.remaining())).isNotEqualTo(logins(result.dismissed()));
        assertThat(scene.sent(HostRequest.DISMISS)).hasSize(2);
        assertThat(scene.truth(pr).opinions().values())
                .containsExactlyInAnyOrder(ReviewerState.APPROVED, ReviewerState.DISMISSED);
    }

    private DismissResult dismiss(PrRef pr, Expect expect) {
        return scene.host().dismissApprovals(pr, text("The head changed"), expect, scene.call());
    }

    private static List<String> logins(List<UserRef> users) {
        return users.stream().map(user -> user.login().text()).toList();
    }
}
