package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PROptions;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Warning;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Token;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A write whose answer was lost, and the same command typed again. */
final class RepeatsTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    /** Each write that comes to the same when it is repeated. */
    enum Write {
        CREATE(host -> host.createPR(options("Fix"), HostWorld.call())),
        UPDATE(host -> host.updatePR(PR, text("Another text"), HostWorld.call())),
        CLOSE(host -> host.closePR(PR, Expect.nothing(), HostWorld.call())),
        RESOLVE(host -> host.beside().settle(PR, CommentId.parse("i:t1"), true, HostWorld.call())),
        ASK(host -> host.beside().askForReview(PR, List.of("maya"), HostWorld.call())),
        DISMISS(
                host ->
                        host.dismissApprovals(
                                PR,
                                UserInput.trusted("Look again"),
                                Expect.nothing(),
                                HostWorld.call()));

        private final Consumer<GitHost> sent;

        Write(Consumer<GitHost> sent) {
            this.sent = sent;
        }
    }

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

    private static PROptions options(String title) {
        return new PROptions(
                PR.repo(),
                new BranchName("topic"),
                Optional.empty(),
                new BranchName("main"),
                UserInput.trusted(title),
                UserInput.trusted(""),
                false,
                List.of(),
                List.of(),
                new IdempotencyKey(UUID.randomUUID().toString()));
    }

    private static PRUpdates text(String body) {
        return new PRUpdates(
                Optional.empty(),
                Optional.of(UserInput.trusted(body)),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private GitHost host() {
        return world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
    }

    private void lose(Consumer<GitHost> write) {
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        assertThatThrownBy(() -> write.accept(host())).isInstanceOf(OutcomeUnknown.class);
        world.forge.afterWrite = () -> {};
    }

    private List<OpenIntent> open(String connection) {
        return world.hosts.openIntents(world.connection(connection));
    }

    @ParameterizedTest
    @EnumSource(Write.class)
    @Proves("GH-16")
    void whatWasDoneAgainIsNoQuestionAnyMore(Write write) {
        lose(write.sent);
        assertThat(open("work")).hasSize(1);
        later();

        write.sent.accept(host());

        assertThat(open("work")).isEmpty();
        assertThat(world.effects()).containsOnly("done");
        assertThat(world.rows()).last().asString().contains(" point ").endsWith(" done_again");
    }

    @Test
    @Proves("GH-16")
    void whatTheHostMayStillBeWorkingOnIsLeftToARead() {
        lose(Write.CLOSE.sent);
        world.clock.pass(Duration.ofMinutes(1));

        Write.CLOSE.sent.accept(host());

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    @Test
    @Proves("GH-16")
    void theRowOfASettledWriteNamesItsOwnKey() {
        lose(Write.CLOSE.sent);
        String key = open("work").getFirst().key();
        later();

        Write.CLOSE.sent.accept(host());

        world.audit.flush(TestHome.soon());
        AuditSearch search = new AuditSearch(world.database);
        assertThat(
                        search.newest(
                                AuditFilter.everything().connection("work"),
                                Long.MAX_VALUE,
                                1,
                                TestHome.soon()))
                .first()
                .satisfies(row -> assertThat(row.outcome()).contains("done_again"))
                .satisfies(row -> assertThat(row.json()).contains("\"key\":\"" + key + "\""));
    }

    /** Once the host works on nothing of before any more. */
    private void later() {
        world.clock.pass(Duration.ofMinutes(3));
    }

    @Test
    @Proves("GH-16")
    void whatAProcessLeftThatIsGoneIsSettledToo() {
        leftSending();
        world.clock.pass(Duration.ofMinutes(11));

        Write.CLOSE.sent.accept(host());

        assertThat(world.effects()).containsExactly("done", "done");
    }

    @Test
    @Proves("GH-16")
    void whatMayBeUnderWayIsLeftToItsSender() {
        leftSending();

        Write.CLOSE.sent.accept(host());

        assertThat(world.effects()).containsExactly("sending", "done");
    }

    /** As by a process that ends before it can write down the answer. */
    private void leftSending() {
        world.forge.afterWrite = () -> world.refuse("UPDATE", "effect");
        Write.CLOSE.sent.accept(host());
        world.forge.afterWrite = () -> {};
        world.allow("effect");
        assertThat(world.effects()).containsExactly("sending");
    }

    @Test
    @Proves("GH-16")
    void aPullRequestIsTheSameByItsBranchesWhateverItsTitleIs() {
        lose(host -> host.createPR(options("Fix"), HostWorld.call()));
        later();

        host().createPR(options("Mend"), HostWorld.call());

        assertThat(world.effects()).containsExactly("done", "done");
    }

    static Stream<DismissResult> parts() {
        UserRef maya =
                new UserRef(
                        Forge.HOST, new Token("2"), new Token("maya"), UserRef.Kind.HUMAN, false);
        Warning cut = new Warning("reviews", "hosting.list_incomplete", "more may stand");
        return Stream.of(
                new DismissResult(List.of(), List.of(maya), List.of()),
                new DismissResult(List.of(maya), List.of(), List.of(cut)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    @Proves("GH-16")
    void approvalsThatStandOrMaySettleNothing(DismissResult part) {
        lose(Write.DISMISS.sent);
        later();
        world.forge.dismissal = part;

        Write.DISMISS.sent.accept(host());

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    @Test
    @Proves("GH-16")
    void somebodyWhoIsNotAskedSettlesNothing() {
        lose(Write.ASK.sent);
        later();
        world.forge.notAsked = Set.of("maya");

        Write.ASK.sent.accept(host());

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    @Test
    @Proves("GH-16")
    void anotherTextOfAPullRequestSettlesNothing() {
        lose(host -> host.updatePR(PR, text("One text"), HostWorld.call()));
        later();

        host().updatePR(PR, text("Another text"), HostWorld.call());

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    @Test
    @Proves("GH-16")
    void theSameOfAnotherPullRequestSettlesNothing() {
        PrRef other = Forge.ref("acme/web", 13);
        world.forge.open(other);
        lose(Write.CLOSE.sent);
        later();

        host().closePR(other, Expect.nothing(), HostWorld.call());

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    @Test
    @Proves("GH-16")
    void anUpdateOfABranchIsSettledByReadingOnly() {
        world.forge.faults.put(
                PR.key(),
                new ArrayList<>(List.of(() -> new OutcomeUnknown("it", "the answer was lost"))));
        Consumer<GitHost> update =
                host -> host.beside().updateBranch(PR, Forge.sha("a"), HostWorld.call());
        assertThatThrownBy(() -> update.accept(host())).isInstanceOf(OutcomeUnknown.class);
        later();

        update.accept(host());

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    @Test
    @Proves({"GH-16", "GH-26"})
    void aCommentUnderAnotherKeyIsAnotherComment() {
        lose(host -> say(host, "k-1"));
        later();

        say(host(), "k-2");

        assertThat(world.effects()).containsExactly("unknown", "done");
    }

    private static void say(GitHost host, String key) {
        host.commentOnPR(
                PR,
                UserInput.trusted("Once is enough."),
                Optional.empty(),
                new IdempotencyKey(key),
                HostWorld.call());
    }
}
