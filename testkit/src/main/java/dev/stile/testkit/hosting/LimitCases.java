package dev.stile.testkit.hosting;

import static dev.stile.testkit.hosting.HostScene.key;
import static dev.stile.testkit.hosting.HostScene.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrRef;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Hosts that want to be left alone for a while, that fail, and that refuse. */
final class LimitCases {
    private static final int ALL = 1_000;

    private final HostScene scene;

    LimitCases(HostScene scene) {
        this.scene = scene;
    }

    void primaryAndSecondaryTypedWithTime() {
        PrRef pr = scene.pr();
        limited(pr, new Disturbance.HourlyLimit(Duration.ofMinutes(40)), 39, false);
        limited(pr, new Disturbance.BurstLimit(Optional.of(Duration.ofMinutes(5))), 4, true);

        Instant before = scene.control().clock().instant();
        scene.traffic()
                .disturb(HostRequest.READ_PR, ALL, new Disturbance.BurstLimit(Optional.empty()));
        assertThatThrownBy(() -> scene.host().getPRStatus(pr, scene.call(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limit ->
                                assertThat(limit.until())
                                        .isAfterOrEqualTo(before.plus(Duration.ofSeconds(59))));
        scene.traffic().calm();
    }

    private void limited(PrRef pr, Disturbance limit, int minutes, boolean secondary) {
        Instant before = scene.control().clock().instant();
        scene.traffic().disturb(HostRequest.READ_PR, ALL, limit);
        assertThatThrownBy(() -> scene.status(pr))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        limited -> {
                            assertThat(limited.until())
                                    .isAfter(before.plus(Duration.ofMinutes(minutes)));
                            assertThat(limited.secondary()).isEqualTo(secondary);
                        });
        scene.traffic().calm();
        scene.control().pass(Duration.ofHours(1));
        assertThat(scene.status(pr).pr()).isEqualTo(pr);
    }

    void betweenPagesConcludesNothing() {
        scene.only(scene.traffic().pagesOf(1), "this host has no pages");
        PrRef pr = scene.pr();
        scene.approve(pr);
        scene.pulls().check(scene.repo(), scene.head(pr), "build", Said.PASSED);
        scene.pulls().comment(pr, Account.BEN, "one");
        scene.pulls().comment(pr, Account.BEN, "two");
        scene.traffic()
                .disturb(
                        HostRequest.READ_MORE,
                        ALL,
                        new Disturbance.HourlyLimit(Duration.ofMinutes(40)));
        Optional<PrEvents> cut = attempt(pr);
        scene.traffic().calm();
        cut.ifPresent(
                events -> {
                    assertThat(events.facts().comments().complete()).isFalse();
                    assertThat(events.events())
                            .noneMatch(event -> event instanceof PrEvent.PrReadyToMerge);
                });
        scene.control().pass(Duration.ofHours(1));
        PrEvents whole = scene.host().detectPrEvents(pr, scene.call());
        assertThat(whole.facts().comments().complete()).isTrue();
        assertThat(whole.facts().comments().items())
                .filteredOn(comment -> comment.id().kind() == CommentId.Kind.CONVERSATION)
                .hasSize(2);
    }

    private Optional<PrEvents> attempt(PrRef pr) {
        try {
            return Optional.of(scene.host().detectPrEvents(pr, scene.call()));
        } catch (StileException nothingIsSaid) {
            return Optional.empty();
        }
    }

    void serverErrorsAndPermissionTyped() {
        PrRef pr = scene.pr();
        meets(pr, new Disturbance.Status(500), ConnectorException.Unavailable.class);
        meets(pr, new Disturbance.Status(403), ConnectorException.Permission.class);
        meets(pr, new Disturbance.Status(401), ConnectorException.Auth.class);
        meets(pr, new Disturbance.Status(404), ConnectorException.NotFound.class);
        assertThatThrownBy(() -> scene.status(new PrRef(scene.repo(), 4711)))
                .isInstanceOf(ConnectorException.NotFound.class);

        scene.traffic().disturb(HostRequest.COMMENT, 1, new Disturbance.Status(403));
        assertThatThrownBy(() -> say(pr)).isInstanceOf(ConnectorException.Permission.class);
        scene.traffic().disturb(HostRequest.COMMENT, 1, new Disturbance.Status(500));
        assertThatThrownBy(() -> say(pr)).isInstanceOf(ConnectorException.OutcomeUnknown.class);
        assertThat(scene.truth(pr).comments()).isEmpty();

        scene.rules().credentialGood(false);
        assertThatThrownBy(() -> scene.status(pr)).isInstanceOf(ConnectorException.Auth.class);
        assertThatThrownBy(() -> say(pr)).isInstanceOf(ConnectorException.Auth.class);
    }

    private CommentResult say(PrRef pr) {
        return scene.host().commentOnPR(pr, text("A word"), Optional.empty(), key(), scene.call());
    }

    private void meets(PrRef pr, Disturbance disturbance, Class<? extends StileException> error) {
        scene.traffic().disturb(HostRequest.READ_PR, ALL, disturbance);
        assertThatThrownBy(() -> scene.status(pr)).as("%s", disturbance).isInstanceOf(error);
        scene.traffic().calm();
        assertThat(scene.status(pr).pr()).isEqualTo(pr);
    }
}
