package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.core.policy.Subject;
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
import java.time.Instant;
import java.util.Optional;

/** A repository that moves while it is watched. */
final class MovesTest {
    private static final PrRef OLD = Forge.ref("acme/web", 12);
    private static final PrRef NEW = Forge.ref("acme/site", 12);

    @TempDir Path folder;
    private WatchWorld world;
    private Forge.Pull pull;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        pull = world.forge().open(OLD);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, OLD);
        world.pass(Duration.ofMinutes(5));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void say(String id, String text) {
        Instant now = world.clock().instant();
        pull.said.add(new Forge.Said(id, "eve", text, now, now));
        pull.updated = now;
    }

    private void move() {
        world.forge().rename(OLD, NEW);
        world.pass(Duration.ofMinutes(30));
    }

    @Test
    @Proves({"GH-6", "GH-67"})
    void itsWatchGoesOnUnderTheNewNameAndTellsNothingTwice() {
        say("1", "Why?");
        world.pass(Duration.ofMinutes(5));
        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge", "git.pr_comments");

        move();

        assertThat(world.watches.all(WatchWorld.WORK)).extracting(Watched::pr).containsExactly(NEW);
        assertThat(world.kinds()).containsExactly("git.pr_ready_to_merge", "git.pr_comments");
        assertThat(world.forge().requests.getLast()).endsWith(NEW.key());
        assertThat(world.house.rows()).contains("host.watch point " + NEW + " repo_moved");
        say("2", "And now?");
        world.pass(Duration.ofMinutes(20));
        assertThat(world.kinds()).endsWith("git.pr_comments").hasSize(3);
    }

    @Test
    @Proves({"GH-6", "GH-26", "GH-75"})
    void ourCommentsStayOursByTheirIdAndByTheirMark() {
        GitHost host = world.house.host(new Subject.Person("ada"));
        IdempotencyKey key = new IdempotencyKey("k-1");
        host.commentOnPR(OLD, UserInput.trusted("Done."), Optional.empty(), key, HostWorld.call());
        pull.updated = world.clock().instant();

        move();

        assertThat(host.getPRComments(NEW, HostWorld.call()).items())
                .singleElement()
                .matches(PRComment::own);
        world.house.database.transaction(
                TestHome.soon(), transaction -> transaction.update("DELETE FROM host_comment"));
        assertThat(host.getPRComments(NEW, HostWorld.call()).items())
                .singleElement()
                .matches(PRComment::own);
        host.shutdown();
    }

    @Test
    @Proves({"GH-6", "GH-85"})
    void itsAlarmGoesWithIt() {
        world.auto = true;
        world.house.database.transaction(
                TestHome.soon(),
                transaction ->
                        transaction.update(
                                "INSERT INTO host_alarm (connection, repo, why, at) VALUES ('work', ?, 'test', 1)",
                                OLD.repo().key()));
        move();
        assertThat(world.watches.known(WatchWorld.WORK, NEW).alarmed()).isTrue();
        assertThat(world.forge().merges()).isEmpty();
    }

    @Test
    @Proves("GH-6")
    void whatIsWatchedUnderBothNamesIsWatchedOnce() {
        world.forge().rename(OLD, NEW);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, NEW);
        world.pass(Duration.ofMinutes(30));
        assertThat(world.watches.all(WatchWorld.WORK)).extracting(Watched::pr).containsExactly(NEW);
    }
}
