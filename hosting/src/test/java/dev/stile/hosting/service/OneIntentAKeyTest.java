package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.CommentDeleted;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A row of a write is of one text, and of one repository whatever that is called. */
final class OneIntentAKeyTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);
    private static final IdempotencyKey KEY = new IdempotencyKey("k-1");

    @TempDir Path folder;
    private HostWorld world;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        world.forge.open(PR);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private CommentResult comment(GitHost host, String text) {
        return host.commentOnPR(
                PR, UserInput.trusted(text), Optional.empty(), KEY, HostWorld.call());
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aKeyThatWasUsedForATextIsRefusedForAnotherAndFindsItself() {
        GitHost host = world.host(HostWorld.ADA);
        comment(host, "one");

        assertThatThrownBy(() -> comment(host, "two"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("key: another comment");
        assertThat(comment(host, "one").created()).isFalse();

        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsOnly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aKeyWhoseTextMayHaveBeenSaidIsRefusedForAnother() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);

        assertThatThrownBy(() -> comment(host, "two")).isInstanceOf(Invalid.class);

        assertThat(world.effects()).containsExactly("unknown");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aCommentThatSomebodyDeletedIsSaidAgainByAnotherKeyOnly() {
        GitHost host = world.host(HostWorld.ADA);
        comment(host, "one");
        world.forge.pull(PR).said.clear();

        for (int repeat = 0; repeat < 2; repeat++) {
            assertThatThrownBy(() -> comment(host, "one"))
                    .isInstanceOf(CommentDeleted.class)
                    .hasMessageContaining("deleted, or edited since");
        }

        assertThat(world.forge.count("comment")).isOne();
        assertThat(world.pauses).extracting(Duration::toSeconds).startsWith(1L, 2L, 3L, 4L);
        assertThat(world.effects()).containsExactly("done", "failed", "failed");
        assertThat(world.hosts.openIntents(world.connection("work"))).isEmpty();
        IdempotencyKey fresh = new IdempotencyKey("k-2");
        assertThat(
                        host.commentOnPR(
                                        PR,
                                        UserInput.trusted("one"),
                                        Optional.empty(),
                                        fresh,
                                        HostWorld.call())
                                .created())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"robot, somebody edited it", "other, ''"})
    @Proves({"GH-16", "GH-26"})
    void aCommentWhoseMarkDoesNotFitOrWhoseAccountIsNotOursIsFoundByItsId(
            String login, String edited) {
        GitHost host = world.host(HostWorld.ADA);
        CommentResult first = comment(host, "one");
        List<Forge.Said> said = world.forge.pull(PR).said;
        Forge.Said ours = said.removeLast();
        String text = edited.isEmpty() ? ours.text() : edited;
        said.add(new Forge.Said(ours.id(), login, text, ours.at(), ours.updated()));

        CommentResult again = comment(host, "one");

        assertThat(again.created()).isFalse();
        assertThat(again.commentId()).isEqualTo(first.commentId());
        assertThat(world.forge.count("comment")).isOne();
        assertThat(world.pauses).isEmpty();
    }

    @Test
    @Proves({"GH-6", "GH-84"})
    void nothingIsWrittenBesideAnOpenMergeOfAFormerName() {
        world.forge.beforeMerge =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        host.mergePR(
                PR, MergeStrategy.SQUASH, MergeGuard.of(Forge.sha("a"), KEY), HostWorld.call());
        PrRef moved = Forge.ref("acme/shop", 12);
        world.forge.rename(PR, moved);
        world.database.transaction(
                TestHome.soon(),
                transaction -> {
                    FormerNames.move(transaction, "work", PR.repo(), moved.repo());
                    return true;
                });

        assertThatThrownBy(() -> host.closePR(moved, Expect.nothing(), HostWorld.call()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused ->
                                assertThat(refused.registered()).isEqualTo(Code.WRITES_UNSETTLED));
        assertThat(world.effects()).containsExactly("unknown");
    }
}
