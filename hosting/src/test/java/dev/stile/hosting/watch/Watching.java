package dev.stile.hosting.watch;

import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PrRef;
import dev.stile.core.lease.Holder;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.proof.Proof;
import dev.stile.testkit.time.TestClock;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A process of its own that watches until it is killed. */
final class Watching {
    static final PrRef READY = Forge.ref("acme/web", 1);
    static final PrRef SPOKEN = Forge.ref("acme/web", 2);
    static final PrRef TORN = Forge.ref("acme/web", 3);

    private static final int KILLED = 137;

    private Watching() {}

    /**
     * @param arguments the folder, and {@code before} or {@code after} to be killed around a merge,
     *     {@code deleting} or {@code deleted} around the deletion of its branch
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        String where = arguments[1];
        try (WatchWorld world = open(folder, "2026-05-04T06:00:00Z")) {
            if (where.equals("before")) {
                world.forge().beforeMerge = Watching::die;
            }
            if (where.equals("after")) {
                world.forge().afterMerge = Watching::die;
            }
            if (where.equals("deleting")) {
                world.forge().holding =
                        (method, _) -> {
                            if (method.equals("delete-branch")) {
                                die();
                            }
                        };
            }
            if (where.equals("deleted")) {
                world.forge().afterWrite = Watching::die;
            }
            world.pass(Duration.ofMinutes(30));
        }
    }

    /**
     * The same three pull requests for each process: ready, with a comment, and conflicting. The
     * branch is there for each of them, as if somebody put it back.
     */
    static WatchWorld open(Path folder, String now) {
        TestClock clock = TestClock.at(now);
        WatchWorld world = new WatchWorld(folder, clock, new Forge(clock, folder), Holder.self());
        world.auto = true;
        world.deleteBranch = true;
        world.proof = new Proof(Proof.Verdict.MERGED_AS_REVIEWED, false, "");
        world.grant("delete_branch");
        world.forge().open(READY);
        Instant said = Instant.parse("2026-05-04T05:00:00Z");
        Forge.Pull spoken = world.forge().open(SPOKEN);
        spoken.approved = false;
        spoken.updated = said;
        spoken.said.add(new Forge.Said("1", "eve", "Why?", said, said));
        Forge.Pull torn = world.forge().open(TORN);
        torn.mergeState = MergeState.CONFLICTING;
        torn.updated = said;
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, READY);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, SPOKEN);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, TORN);
        return world;
    }

    private static void die() {
        Runtime.getRuntime().halt(KILLED);
    }
}
