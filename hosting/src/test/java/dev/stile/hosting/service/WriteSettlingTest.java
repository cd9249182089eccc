package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.Beside;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Writes whose answer was lost, and what one read of the pull request says of them. */
final class WriteSettlingTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);
    private static final IdempotencyKey KEY = new IdempotencyKey("k-1");

    /** Each kind of write to a pull request. */
    enum Write {
        MERGE(
                (host, key) -> {
                    MergeResult result =
                            host.mergePR(
                                    PR,
                                    MergeStrategy.SQUASH,
                                    MergeGuard.of(Forge.sha("a"), key),
                                    HostWorld.call());
                    if (result instanceof MergeResult.Unsettled) {
                        throw new OutcomeUnknown("the merge", "the answer was lost");
                    }
                }),
        CLOSE((host, key) -> host.closePR(PR, Expect.nothing(), HostWorld.call())),
        COMMENT(
                (host, key) ->
                        host.commentOnPR(
                                PR,
                                UserInput.trusted("Once is enough."),
                                Optional.empty(),
                                key,
                                HostWorld.call())),
        RESOLVE(
                (host, key) ->
                        host.beside().settle(PR, CommentId.parse("i:t1"), true, HostWorld.call())),
        ASK((host, key) -> host.beside().askForReview(PR, List.of("maya"), HostWorld.call())),
        UPDATE(
                (host, key) ->
                        host.updatePR(
                                PR, update("Another title", Optional.empty()), HostWorld.call()));

        private final BiConsumer<GitHost, IdempotencyKey> sent;

        Write(BiConsumer<GitHost, IdempotencyKey> sent) {
            this.sent = sent;
        }
    }

    @TempDir Path folder;
    private HostWorld world;
    private Forge.Pull pull;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        pull = world.forge.open(PR);
        pull.said.add(
                new Forge.Said("t1", "maya", "Why?", world.clock.instant(), world.clock.instant()));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static PRUpdates update(String title, Optional<String> body) {
        return new PRUpdates(
                Optional.of(UserInput.trusted(title)),
                body.map(UserInput::trusted),
                Optional.of(true),
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** Its answer is lost after its effect. */
    private void lostAfter(Write write) {
        Runnable loses =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        world.forge.afterMerge = loses;
        world.forge.afterWrite = loses;
        send(write);
        world.forge.requests.clear();
    }

    /** Its request never had an effect. */
    private void lostBefore(Write write) {
        // A merge is read for first.
        world.forge.beforeMerge =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        if (write != Write.MERGE) {
            fault(new OutcomeUnknown("it", "the answer was lost"));
        }
        send(write);
        world.forge.requests.clear();
    }

    private void lostAsking(String wanted) {
        fault(new OutcomeUnknown("it", "the answer was lost"));
        Beside beside =
                world.hosts
                        .open(world.connection("work"), Asking.of(HostWorld.ADA).confirming())
                        .beside();
        List<String> names = List.of(wanted.split(" ", -1));
        assertThatThrownBy(() -> beside.askForReview(PR, names, HostWorld.call()))
                .isInstanceOf(OutcomeUnknown.class);
    }

    private void send(Write write) {
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        assertThatThrownBy(() -> write.sent.accept(host, KEY)).isInstanceOf(OutcomeUnknown.class);
        assertThat(world.effects()).containsExactly("unknown");
    }

    private void fault(RuntimeException thrown) {
        world.forge.faults.put(PR.key(), new ArrayList<>(List.of(() -> thrown)));
    }

    private List<WriteEnd> settled() {
        return settled(PR);
    }

    private List<WriteEnd> settled(PrRef pr) {
        return world
                .hosts
                .settle(
                        world.connection("work"),
                        pr,
                        Asking.of(HostWorld.ADA),
                        (transaction, at, meant) -> {},
                        HostWorld.call())
                .stream()
                .map(SettledWrite::end)
                .toList();
    }

    private void later() {
        world.clock.pass(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    @Proves("GH-16")
    void whatIsSoHappened(Write write) {
        lostAfter(write);

        assertThat(settled()).containsExactly(WriteEnd.HAPPENED);

        assertThat(world.effects()).containsExactly("done");
        assertThat(world.rows()).last().asString().endsWith(" point " + PR + " ok");
        assertThat(world.forge.requests).containsExactly("snapshot " + PR.key());
        assertThat(settled()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    @Proves("GH-16")
    void whatIsNotSoIsUnknownUntilTheHostCannotBeWorkingOnItAnyMore(Write write) {
        lostBefore(write);

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
        assertThat(world.effects()).containsExactly("unknown");
        later();
        assertThat(settled()).containsExactly(WriteEnd.NOT_HAPPENED);

        assertThat(world.effects()).containsExactly("dropped");
        assertThat(world.rows()).last().asString().endsWith(" point " + PR + " not_done");
        assertThat(world.forge.requests)
                .containsExactly("snapshot " + PR.key(), "snapshot " + PR.key());
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    void aHostThatCannotBeReadSettlesNothing(Write write) {
        lostAfter(write);
        later();
        fault(new Unavailable("it is down", new Retry.No()));

        assertThatThrownBy(this::settled).isInstanceOf(Unavailable.class);

        assertThat(world.effects()).containsExactly("unknown");
    }

    @Test
    void nothingToSettleIsNoRequest() {
        assertThat(settled()).isEmpty();
        assertThat(world.forge.requests).isEmpty();
    }

    @Test
    void aMergeOfAnotherHeadIsNotOurs() {
        lostBefore(Write.MERGE);
        pull.head = Forge.sha("d");
        pull.state = PRStatus.State.MERGED;
        pull.landed = Optional.of(Forge.sha("c"));

        assertThat(settled()).containsExactly(WriteEnd.NOT_HAPPENED);
    }

    @Test
    @Proves({"GH-84", "GH-86"})
    void theAlarmOfAMergeThatLandedElsewhereStandsUnderThePresentName() {
        world.forge.beforeMerge =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        MergeGuard guard = MergeGuard.of(Forge.sha("a"), KEY).into(new BranchName("main"));
        host.mergePR(PR, MergeStrategy.SQUASH, guard, HostWorld.call());
        PrRef moved = Forge.ref("acme/shop", 12);
        world.forge.rename(PR, moved);
        pull.baseBranch = "next";
        pull.state = PRStatus.State.MERGED;
        pull.landed = Optional.of(Forge.sha("c"));
        List<PrRef> raised = new ArrayList<>();

        List<SettledWrite> settled =
                world.hosts.settle(
                        world.connection("work"),
                        PR,
                        Asking.of(HostWorld.ADA),
                        (transaction, at, meant) -> raised.add(at),
                        HostWorld.call());

        assertThat(settled).extracting(SettledWrite::end).containsExactly(WriteEnd.HAPPENED);
        assertThat(raised).containsExactly(moved);
    }

    @Test
    void aCommentThatAListWithoutItsEndDoesNotShowMayBeThere() {
        lostBefore(Write.COMMENT);
        later();
        pull.complete = false;

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
    }

    @Test
    @Proves("GH-26")
    void aCopyOfOurCommentByAnotherAccountIsNotOurs() {
        lostAfter(Write.COMMENT);
        Forge.Said ours = pull.said.removeLast();
        pull.said.add(new Forge.Said("9", "eve", ours.text(), ours.at(), ours.updated()));
        later();

        assertThat(settled()).containsExactly(WriteEnd.NOT_HAPPENED);
    }

    @ParameterizedTest
    @CsvSource({
        "maya, maya bob, UNKNOWN",
        "maya bob, MAYA bob, HAPPENED",
        "'', maya acme/web, NOT_HAPPENED",
        "maya, maya acme/web, UNKNOWN",
        "'', acme/web, UNKNOWN",
    })
    void whoIsAskedForAReviewSaysWhetherTheAskingHappened(
            String asked, String wanted, WriteEnd end) {
        lostAsking(wanted);
        Stream.of(asked.split(" ", -1)).filter(name -> !name.isEmpty()).forEach(pull.asked::add);
        later();

        assertThat(settled()).containsExactly(end);
    }

    /** An answer from before does not speak of somebody else. */
    @ParameterizedTest
    @CsvSource({"maya, UNKNOWN", "maya bob, NOT_HAPPENED"})
    void anOpinionThatStandsHidesThatItsOwnerIsAskedAgain(String wanted, WriteEnd end) {
        pull.answered.add("maya");
        lostAsking(wanted);
        later();

        assertThat(settled()).containsExactly(end);
    }

    @Test
    void anUpdateThatWasDoneInPartStaysUnknown() {
        lostBefore(Write.UPDATE);
        later();
        pull.draft = true;

        assertThat(settled()).containsExactly(WriteEnd.UNKNOWN);
    }

    @Test
    void aPullRequestThatMayBeOpenIsFoundByItsBranches() {
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        PROptions options =
                new PROptions(
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
        assertThatThrownBy(() -> world.host(HostWorld.ADA).createPR(options, HostWorld.call()))
                .isInstanceOf(OutcomeUnknown.class);
        pull.baseBranch = "next";

        assertThat(settled()).isEmpty();
        assertThat(world.effects()).containsExactly("unknown");
        assertThat(settled(Forge.ref("acme/web", 1))).containsExactly(WriteEnd.HAPPENED);
        assertThat(world.effects()).containsExactly("done");
    }
}
