package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.core.store.TestHome;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A repository that moves while nobody watches it. */
@Proves("GH-6")
final class UnwatchedMovesTest {
    private static final PrRef OLD = Forge.ref("acme/web", 12);
    private static final PrRef NEW = Forge.ref("acme/site", 12);

    @TempDir Path folder;
    private HostWorld world;
    private GitHost host;

    @BeforeEach
    void open() {
        world = new HostWorld(folder);
        world.forge.open(OLD);
        host = world.host(HostWorld.ADA);
    }

    @AfterEach
    void close() {
        host.shutdown();
        world.close();
    }

    private CommentResult say(PrRef pr) {
        return host.commentOnPR(
                pr,
                UserInput.trusted("Done."),
                Optional.empty(),
                new IdempotencyKey("k-1"),
                HostWorld.call());
    }

    private void lost() {
        world.forge.afterWrite =
                () -> {
                    throw new OutcomeUnknown("it", "the answer was lost");
                };
        assertThatThrownBy(() -> say(OLD)).isInstanceOf(OutcomeUnknown.class);
        world.forge.afterWrite = () -> {};
    }

    private List<String> subjects() {
        return world.database.read(
                TestHome.soon(),
                transaction ->
                        transaction.list(
                                "SELECT subject FROM effect ORDER BY id LIMIT 100",
                                row -> row.text(1)));
    }

    @Test
    void whatWasSaidUnderTheOldNameIsNotSaidAgainUnderTheNewOne() {
        lost();
        world.forge.rename(OLD, NEW);

        host.getPRStatus(OLD, HostWorld.call());

        assertThat(subjects()).containsExactly(NEW.toString());
        assertThat(world.rows()).contains("host.read point " + OLD.repo() + " repo_moved");
        world.clock.pass(Duration.ofMinutes(5));
        assertThat(say(NEW).created()).isFalse();
        assertThat(world.forge.comments()).hasSize(1);
        assertThat(host.getPRComments(NEW, HostWorld.call()).items())
                .singleElement()
                .matches(PRComment::own);
    }

    @Test
    void itIsFollowedOnceHoweverOftenItIsRead() {
        lost();
        world.forge.rename(OLD, NEW);

        host.detectPrEvents(OLD, HostWorld.call());
        host.getPRStatus(OLD, HostWorld.call());

        assertThat(world.rows().stream().filter(row -> row.endsWith("repo_moved"))).hasSize(1);
    }

    @Test
    void whatIsBeingSentEndsUnderTheNameItBeganWith() {
        world.forge.afterWrite =
                () -> {
                    world.forge.rename(OLD, NEW);
                    host.getPRStatus(OLD, HostWorld.call());
                    assertThat(subjects()).containsExactly(OLD.toString());
                };
        assertThat(say(OLD).created()).isTrue();
        world.forge.afterWrite = () -> {};

        host.getPRStatus(OLD, HostWorld.call());

        assertThat(subjects()).containsExactly(NEW.toString());
        assertThat(world.effects()).containsExactly("done");
    }

    @Test
    void aWatchFollowsByItself() {
        lost();
        world.database.transaction(
                TestHome.soon(),
                transaction ->
                        transaction.update(
                                """
                                INSERT INTO host_watch
                                    (connection, pr, host, repo, number, state, facts, decided, print, pending,
                                     changed, computing, whole, wake, next, missing, failures, ended)
                                VALUES ('work', ?, ?, ?, 12, '{}', '', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0)
                                """,
                                OLD.key(),
                                OLD.repo().host().text(),
                                OLD.repo().path()));
        world.forge.rename(OLD, NEW);

        host.getPRStatus(OLD, HostWorld.call());

        assertThat(subjects()).containsExactly(OLD.toString());
    }
}
