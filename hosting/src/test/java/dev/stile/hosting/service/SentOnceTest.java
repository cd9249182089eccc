package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is written once: under one key, beside nothing that may have happened, and told as it is.
 */
final class SentOnceTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);
    private static final PrRef SPELLED_OTHERWISE = Forge.ref("Acme/Web", 12);
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

    private static MergeResult merge(GitHost host) {
        return host.mergePR(
                PR, MergeStrategy.SQUASH, MergeGuard.of(Forge.sha("a"), KEY), HostWorld.call());
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void whatIsBeingSentUnderAKeyIsNotSentByAnotherCommandToo() {
        List<Throwable> second = new ArrayList<>();
        world.forge.arriving =
                () -> {
                    world.forge.arriving = () -> {};
                    GitHost theirs = world.elsewhere(Asking.of(HostWorld.ADA));
                    second.add(catchThrowable(() -> comment(theirs, "one")));
                };

        assertThat(comment(world.host(HostWorld.ADA), "one").created()).isTrue();

        assertThat(second)
                .singleElement()
                .satisfies(
                        refused ->
                                assertThat(refused)
                                        .isInstanceOfSatisfying(
                                                Failure.class,
                                                known ->
                                                        assertThat(known.registered())
                                                                .isEqualTo(Code.WRITE_UNDER_WAY)));
        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aCommentThatTheHostMayStillBeWorkingOnIsOnlyLookedFor() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.faults.put(
                PR.key(), new ArrayList<>(List.of(() -> new OutcomeUnknown("no answer", "look"))));
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);

        world.clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> comment(host, "one"))
                .isInstanceOf(OutcomeUnknown.class)
                .hasMessageContaining("until 2026-05-04T06:02:00Z")
                .hasMessageContaining("nothing was sent now");

        assertThat(world.forge.count("comment")).isOne();
        assertThat(world.pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 3L, 4L);
        assertThat(world.effects()).containsExactly("unknown");
        assertThat(world.rows())
                .last()
                .isEqualTo("host.comment point code.example/acme/web#12 unknown");
        world.clock.pass(Duration.ofMinutes(1));
        assertThat(comment(host, "one").created()).isTrue();
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aCommentWhoseAnswerWasLostIsFoundUnderItsKeyAndSettled() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);

        assertThat(comment(host, "one").created()).isFalse();

        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void theSameKeyOnAnotherPullRequestIsAnotherComment() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.faults.put(
                PR.key(), new ArrayList<>(List.of(() -> new OutcomeUnknown("no answer", "look"))));
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);
        PrRef other = Forge.ref("acme/web", 13);
        world.forge.open(other);

        CommentResult said =
                host.commentOnPR(
                        other, UserInput.trusted("one"), Optional.empty(), KEY, HostWorld.call());

        assertThat(said.created()).isTrue();
        assertThat(world.effects()).containsExactly("unknown", "done");
        assertThat(world.hosts.openIntents(world.connection("work")))
                .extracting(OpenIntent::target)
                .containsExactly(PR.toString());
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aPullRequestThatIsSpelledOtherwiseIsTheSame() {
        loseTheAnswer();

        CommentResult again = comment(world.host(HostWorld.ADA), SPELLED_OTHERWISE);

        assertThat(again.created()).isFalse();
        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aPullRequestThatIsCalledOtherwiseByNowIsTheSame() {
        loseTheAnswer();
        PrRef moved = Forge.ref("acme/shop", 12);
        world.forge.rename(PR, moved);
        world.database.transaction(
                TestHome.soon(),
                transaction -> {
                    FormerNames.move(transaction, "work", PR.repo(), moved.repo());
                    return true;
                });

        assertThat(comment(world.host(HostWorld.ADA), moved).created()).isFalse();

        assertThat(world.forge.comments()).hasSize(1);
        assertThat(world.effects()).containsExactly("done");
    }

    private void loseTheAnswer() {
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        GitHost host = world.host(HostWorld.ADA);
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);
        world.forge.afterWrite = () -> {};
    }

    private static CommentResult comment(GitHost host, PrRef pr) {
        return host.commentOnPR(
                pr, UserInput.trusted("one"), Optional.empty(), KEY, HostWorld.call());
    }

    @Test
    @Proves({"GH-18", "GH-26"})
    void aCommentThatTheHostListsLateIsNotSaidAgain() {
        GitHost host = world.host(HostWorld.ADA);
        comment(host, "one");
        Forge.Pull pull = world.forge.pull(PR);
        Forge.Said late = pull.said.removeLast();
        world.forge.arriving =
                () -> {
                    if (world.forge.count("read") == 3) {
                        pull.said.add(late);
                    }
                };

        assertThat(comment(host, "one").created()).isFalse();

        assertThat(world.forge.comments()).hasSize(1);
    }

    @Test
    @Proves({"GH-16", "GH-18"})
    void whatWasWrittenIsToldAlsoWhereItsEndCannotBeWrittenDown() {
        world.forge.afterWrite = () -> world.refuse("UPDATE", "effect");

        PRResult opened = world.host(HostWorld.ADA).createPR(options(), HostWorld.call());

        assertThat(opened.prNumber()).isOne();
        assertThat(world.effects()).containsExactly("sending");
        world.forge.afterWrite = () -> {};
        world.allow("effect");
        assertThat(comment(world.host(HostWorld.ADA), "one").created()).isTrue();
        assertThat(world.effects()).containsExactly("sending", "done");
        assertThat(world.rows())
                .containsSubsequence(
                        "host.open outcome code.example/acme/web ok",
                        "host.comment intent code.example/acme/web#12 -");
    }

    @Test
    @Proves({"GH-16", "GH-23"})
    void aMergeThatLandedIsToldAlsoWhereItsEndCannotBeWrittenDown() {
        world.forge.afterMerge = () -> world.refuse("UPDATE", "effect");
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());

        assertThat(merge(host).success()).isTrue();

        assertThat(world.effects()).containsExactly("sending");
        world.allow("effect");
        PrRef other = Forge.ref("acme/web", 13);
        world.forge.open(other);
        host.closePR(other, Expect.nothing(), HostWorld.call());
        world.clock.pass(Duration.ofMinutes(11));
        world.hosts.settle(
                world.connection("work"),
                PR,
                Asking.of(HostWorld.ADA),
                (transaction, at, meant) -> {},
                HostWorld.call());
        assertThat(world.effects()).containsExactly("done", "done");
        assertThat(world.rows())
                .filteredOn(row -> row.startsWith("host.merge"))
                .containsExactly(
                        "host.merge intent code.example/acme/web#12 -",
                        "host.merge outcome code.example/acme/web#12 ok",
                        "host.merge point code.example/acme/web#12 unknown",
                        "host.merge point code.example/acme/web#12 ok");
    }

    @Test
    @Proves({"GH-23", "TU-52"})
    void anEndThatIsStillOwedIsTheOutcomeThoughTheWriteIsLeftOpenFirst() {
        world.forge.afterMerge = () -> world.refuse("UPDATE", "effect");
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        assertThat(merge(host).success()).isTrue();
        world.allow("effect");
        world.clock.pass(Duration.ofMinutes(11));

        new IntentJournal(world.parts).openIntents("work");

        assertThat(world.effects()).containsExactly("unknown");
        assertThat(world.rows())
                .filteredOn(row -> row.startsWith("host.merge"))
                .containsExactly(
                        "host.merge intent code.example/acme/web#12 -",
                        "host.merge outcome code.example/acme/web#12 ok",
                        "host.merge point code.example/acme/web#12 unknown");
    }

    @Test
    @Proves({"GH-26", "GH-75"})
    void aCommentWhoseIdCannotBeKeptIsSaidAndOursByItsMark() {
        world.refuse("INSERT", "host_comment");
        GitHost host = world.host(HostWorld.ADA);

        assertThat(comment(host, "one").created()).isTrue();

        assertThat(world.effects()).containsExactly("done");
        assertThat(host.getPRComments(PR, HostWorld.call()).items())
                .singleElement()
                .satisfies(said -> assertThat(said.own()).isTrue());
    }

    @Test
    @Proves("GH-84")
    void nothingIsWrittenBesideAMergeThatMayHaveHappened() {
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        world.forge.beforeMerge =
                () -> {
                    throw new OutcomeUnknown("no answer", "look");
                };
        assertThat(merge(host)).isInstanceOf(MergeResult.Unsettled.class);
        world.forge.requests.clear();
        world.forge.beforeMerge = () -> {};

        refusesAll(host);

        assertThat(world.forge.requests).isEmpty();
        assertThat(world.effects()).containsExactly("unknown");
        PrRef other = Forge.ref("acme/web", 13);
        world.forge.open(other);
        host.closePR(other, Expect.nothing(), HostWorld.call());
        world.clock.pass(Duration.ofMinutes(3));
        refusesAll(host);
        assertThatThrownBy(() -> comment(host, SPELLED_OTHERWISE)).isInstanceOf(Failure.class);
        world.hosts.settle(
                world.connection("work"),
                SPELLED_OTHERWISE,
                Asking.of(HostWorld.ADA),
                (transaction, at, meant) -> {},
                HostWorld.call());
        assertThat(comment(host, "one").created()).isTrue();
    }

    @Test
    @Proves("GH-84")
    void nothingIsWrittenBesideAMergeThatIsBeingSent() {
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        world.forge.beforeMerge =
                () -> refusesAll(world.elsewhere(Asking.of(HostWorld.ADA).confirming()));

        assertThat(merge(host).success()).isTrue();

        assertThat(world.forge.count("merge")).isOne();
        assertThat(world.effects()).containsExactly("done");
    }

    private void refusesAll(GitHost host) {
        for (ThrowingCallable write :
                List.<ThrowingCallable>of(
                        () -> comment(host, "one"),
                        () -> host.closePR(PR, Expect.nothing(), HostWorld.call()),
                        () -> host.beside().askForReview(PR, List.of("maya"), HostWorld.call()),
                        () ->
                                host.mergePR(
                                        PR,
                                        MergeStrategy.MERGE,
                                        MergeGuard.of(
                                                Forge.sha("a"), new IdempotencyKey("another")),
                                        HostWorld.call()))) {
            assertThatThrownBy(write)
                    .isInstanceOfSatisfying(
                            Failure.class,
                            refused -> {
                                assertThat(refused.registered()).isEqualTo(Code.WRITES_UNSETTLED);
                                assertThat(refused.arguments().get("pr"))
                                        .containsExactly("work/acme/web#12");
                            });
        }
    }

    private static PROptions options() {
        return new PROptions(
                PR.repo(),
                new BranchName("topic"),
                Optional.empty(),
                new BranchName("main"),
                UserInput.trusted("Fix"),
                UserInput.trusted(""),
                false,
                List.of(),
                List.of(),
                KEY);
    }
}
