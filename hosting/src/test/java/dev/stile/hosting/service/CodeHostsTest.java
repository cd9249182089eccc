package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Facet;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.lease.Holder;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;
import dev.stile.testkit.time.TestClock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hosts of a stored connection, in a home with its store, audit and policy. */
final class CodeHostsTest {
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

    private static String shown(SecureValue value) {
        return value.lend(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    @Proves("GH-16")
    void aWriteIsJournaledBeforeItAndEndedAfterIt() {
        world.forge.beforeMerge = () -> assertThat(world.effects()).containsExactly("sending");
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());

        MergeResult result =
                host.mergePR(
                        PR,
                        MergeStrategy.SQUASH,
                        MergeGuard.of(Forge.sha("a"), KEY),
                        HostWorld.call());

        assertThat(result.success()).isTrue();
        assertThat(world.effects()).containsExactly("done");
        assertThat(world.rows())
                .containsExactly(
                        "host.merge intent code.example/acme/web#12 -",
                        "host.merge outcome code.example/acme/web#12 ok");
    }

    @Test
    @Proves("GH-16")
    void aRefusedWriteFailedAndOneWithoutAnswerIsUnknown() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.faults.put(
                PR.key(),
                new ArrayList<>(
                        List.of(
                                () -> new Permission("not there", List.of()),
                                () -> new OutcomeUnknown("no answer", "look"),
                                () -> new IllegalStateException("boom"))));

        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(Permission.class);
        assertThatThrownBy(() -> host.closePR(PR, Expect.nothing(), HostWorld.call()))
                .isInstanceOf(OutcomeUnknown.class);
        assertThatThrownBy(() -> comment(host, "two")).hasMessageContaining("comment_on_pr");

        assertThat(world.effects()).containsExactly("failed", "unknown", "unknown");
        assertThat(world.hosts.openIntents(world.connection("work")))
                .extracting(OpenIntent::method)
                .containsExactly("close_pr", "comment_on_pr");
    }

    @Test
    @Proves("GH-16")
    void whatADeadProcessLeftIsUnknownAtTheNextStartAndTakenUpUnderItsKey() {
        Instant sent = world.clock.instant();
        aProcessDiesInAMerge();
        world.forge.beforeMerge = () -> {};
        world.clock.pass(Duration.ofHours(1));

        List<OpenIntent> open = world.hosts.openIntents(world.connection("work"));

        assertThat(open)
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.method()).isEqualTo("merge_pr");
                            assertThat(each.target()).isEqualTo(PR.toString());
                            assertThat(each.key()).isEqualTo(KEY.text());
                            assertThat(each.since()).isEqualTo(sent);
                        });
        assertThat(world.rows()).last().isEqualTo("host.merge outcome " + PR + " unknown");
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        assertThat(merge(host).success()).isTrue();
        assertThat(world.effects()).containsExactly("done");
        assertThat(world.hosts.openIntents(world.connection("work"))).isEmpty();
    }

    @Test
    @Proves("GH-16")
    void aRefusalAfterAnUnknownEndLeavesItUnknown() {
        GitHost host = world.host(HostWorld.ADA);
        world.forge.faults.put(
                PR.key(), new ArrayList<>(List.of(() -> new OutcomeUnknown("no answer", "look"))));

        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(OutcomeUnknown.class);
        world.clock.pass(Duration.ofMinutes(2));
        world.forge.faults.put(
                PR.key(),
                new ArrayList<>(
                        Collections.nCopies(5, () -> new Permission("not any more", List.of()))));
        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(Permission.class);

        assertThat(world.effects()).containsExactly("unknown");
        assertThat(world.hosts.openIntents(world.connection("work"))).hasSize(1);
        world.clock.pass(Duration.ofMinutes(2));
        assertThat(comment(host, "one").created()).isTrue();
        assertThat(world.effects()).containsExactly("done");
        assertThat(world.hosts.openIntents(world.connection("work"))).isEmpty();
    }

    @Test
    @Proves("GH-16")
    void aRefusalOfWhatADeadProcessLeftLeavesItUnknown() {
        aProcessDiesInAMerge();
        world.forge.beforeMerge =
                () -> {
                    throw new Permission("not any more", List.of());
                };
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());

        assertThatThrownBy(() -> merge(host)).isInstanceOf(Permission.class);

        assertThat(world.effects()).containsExactly("unknown");
        assertThat(world.rows())
                .last()
                .isEqualTo("host.merge outcome code.example/acme/web#12 permission");
    }

    private static MergeResult merge(GitHost host) {
        return host.mergePR(
                PR, MergeStrategy.SQUASH, MergeGuard.of(Forge.sha("a"), KEY), HostWorld.call());
    }

    @Test
    void aWriteOfALivingProcessIsLeftAlone() {
        GitHost host =
                world.hosts.open(world.connection("work"), Asking.of(HostWorld.ADA).confirming());
        world.forge.beforeMerge =
                () -> assertThat(world.hosts.openIntents(world.connection("work"))).isEmpty();
        assertThat(merge(host).success()).isTrue();
    }

    @Test
    @Proves("GH-38")
    void aMethodWhoseClassIsNotDeclaredIsRefusedBeforeTheConnectorIsCalled() {
        world.classes = EnumSet.of(Operation.ActionClass.READ);
        GitHost host = world.host(HostWorld.ADA);

        assertThatThrownBy(() -> comment(host, "one")).isInstanceOf(NotSupported.class);
        assertThat(host.getPRStatus(PR, HostWorld.call()).pr()).isEqualTo(PR);
        assertThat(world.forge.requests).containsExactly("read " + PR.key());
    }

    @Test
    @Proves("GH-38")
    void whatThePolicyDoesNotGrantIsRefusedAndRecordedBeforeTheConnectorIsCalled() {
        GitHost agent = world.host(new Subject.Agent("helper"));
        assertThatThrownBy(() -> comment(agent, "one"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused ->
                                assertThat(refused.registered()).isEqualTo(Code.APPROVAL_NEEDED));
        assertThatThrownBy(
                        () ->
                                agent.getAuthenticatedRemoteUrl(
                                        "https://code.example/acme/web.git", HostWorld.call()))
                .isInstanceOf(Failure.class);
        assertThatThrownBy(() -> merge(world.host(HostWorld.ADA)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused ->
                                assertThat(refused.registered())
                                        .isEqualTo(Code.CONFIRMATION_NEEDED));

        assertThat(world.forge.requests).isEmpty();
        assertThat(world.effects()).isEmpty();
        assertThat(world.rows())
                .containsExactly(
                        "policy.decide point " + PR + " approval_needed",
                        "policy.decide point https://code.example/acme/web.git approval_needed",
                        "policy.decide point " + PR + " confirmation_needed");
    }

    @Test
    void aConnectorWithoutThatFacetHasNoHost() {
        world.facets = Set.of(Facet.RECORDS);
        assertThatThrownBy(() -> world.host(HostWorld.ADA)).isInstanceOf(NotSupported.class);
    }

    @Test
    @Proves("GH-32")
    void aHostThatCannotStartSaysWhyAndNamesTheKey() {
        Map<String, String> settings = Map.of("web_url", "https://code.example", "broken", "1");
        assertThatThrownBy(
                        () ->
                                world.hosts.open(
                                        world.connection("work", settings),
                                        Asking.of(HostWorld.ADA)))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("hosting.not_ready")
                .hasMessageContaining("broken");
    }

    @Test
    @Proves({"GH-26", "GH-75"})
    void whatWeSaidIsOursAndWhatAPersonSaysThroughOurAccountIsHeard() {
        GitHost host = world.host(HostWorld.ADA);
        comment(host, "Rebased.");
        Forge.Pull pull = world.forge.open(PR);
        pull.said.add(
                said(
                        "7",
                        "robot",
                        world.forge
                                .comments()
                                .getFirst()
                                .replaceFirst("^\\S+ ", "")
                                .replace("\\n", "\n")));
        pull.said.add(said("8", "robot", "I look into it."));
        pull.said.add(said("9", "eve", pull.said.getFirst().text()));

        List<PRComment> comments = host.getPRComments(PR, HostWorld.call()).items();

        assertThat(comments).extracting(PRComment::own).containsExactly(true, false, false);
    }

    private Forge.Said said(String id, String login, String text) {
        return new Forge.Said(id, login, text, world.clock.instant(), world.clock.instant());
    }

    @Test
    @Proves({"GH-45", "GH-46", "GH-44"})
    void theOwnOriginGetsTheCredentialWithAllButUnreservedCharactersEscaped() {
        GitHost host = world.host(HostWorld.ADA);
        try (SecureValue url =
                host.getAuthenticatedRemoteUrl(
                        "https://me:old@CODE.example/acme/web.git", HostWorld.call())) {
            assertThat(shown(url))
                    .isEqualTo(
                            "https://robot%20user:s3cret%2Ft0ken%2Bof~ada-0123456789@code.example/acme/web.git");
            assertThat(world.redactor.clean("x " + shown(url) + " y"))
                    .doesNotContain("s3cret")
                    .contains("[REDACTED]");
        }
        assertThat(world.rows()).contains("secret.read point https://code.example/acme/web.git ok");
        assertThat(String.join(" ", world.rows())).doesNotContain("t0ken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://code.example/acme/web.git",
                "https://code.example:444/acme/web.git",
                "https://code.example.evil.test/acme/web.git",
                "https://code.example@evil.test/acme/web.git",
                "https://code-example/acme/web.git",
                "https://code.example./acme/web.git"
            })
    @Proves("GH-45")
    void anyOtherOriginGetsNone(String remote) {
        GitHost host = world.host(HostWorld.ADA);
        assertThatThrownBy(() -> host.getAuthenticatedRemoteUrl(remote, HostWorld.call()))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("hosting.remote_host_refused");
    }

    @Test
    @Proves("GH-35")
    void stateIsKeptPerConnectionAndBounded() {
        HostMemory work = new HostMemory("work", world.database, world.clock);
        HostMemory home = new HostMemory("home", world.database, world.clock);
        work.remember("etag", "one");
        work.remember("etag", "two");
        CommentId comment = CommentId.parse("c:100");
        work.keepOurs(PR, comment);

        assertThat(work.recall("etag")).contains("two");
        assertThat(home.recall("etag")).isEmpty();
        assertThat(work.isOurs(PR, comment)).isTrue();
        assertThat(home.isOurs(PR, comment)).isFalse();
        assertThat(work.isOurs(Forge.ref("acme/web", 13), comment)).isFalse();
        assertThatThrownBy(() -> work.remember("k", "x".repeat(64 * 1024 + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The world that begins anew after it has the same home. */
    private void aProcessDiesInAMerge() {
        Holder dead = new Holder(Holder.self().boot(), 1L << 40, 1);
        TestClock clock = world.clock;
        world.close();
        try (HostWorld dying = new HostWorld(folder, clock, world.forge, dead)) {
            dying.forge.beforeMerge =
                    () -> {
                        throw new StackOverflowError("dies here");
                    };
            GitHost host =
                    dying.hosts.open(
                            dying.connection("work"), Asking.of(HostWorld.ADA).confirming());
            assertThatThrownBy(() -> merge(host)).isInstanceOf(StackOverflowError.class);
            assertThat(dying.effects()).containsExactly("sending");
        }
        world = new HostWorld(folder, clock, world.forge, Holder.self());
    }
}
