package dev.stile.git.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;
import dev.stile.testkit.child.ChildJvm;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A create that the server still works on when nobody waits for it any more. */
class KilledUnderWayTest {
    private static final String RECORDS = "/sim/v1/projects/*/records";

    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    @Test
    @Proves({"GS-86", "TR-30", "TR-31"})
    void theSamePushAfterAKillIsThatCreateOnceMoreHoweverLateTheServerIs()
            throws IOException, InterruptedException {
        Path original = CrashWorld.original(folder.resolve("original"), 1, 0);
        try (CrashWorld world = CrashWorld.copied(original, folder.resolve("world"))) {
            writeNew(world);
            isKilledUnderWay(world);

            world.run("push");
            carryOutLate(world);

            isThereOnce(world);
            world.run("push");
            isThereOnce(world);
        }
    }

    @Test
    @Proves("GS-86")
    void whatTheServerDidAfterTheKillIsFoundByTheNextPush()
            throws IOException, InterruptedException {
        Path original = CrashWorld.original(folder.resolve("original"), 1, 0);
        try (CrashWorld world = CrashWorld.copied(original, folder.resolve("world"))) {
            writeNew(world);
            isKilledUnderWay(world);
            world.run("fetch");
            carryOutLate(world);

            world.run("push");

            isThereOnce(world);
        }
    }

    @Test
    @Proves({"GS-86", "TR-30"})
    void anAnswerThatIsLostWhileTheServerWorksIsNoReasonToCreateTwice() throws IOException {
        Path original = CrashWorld.original(folder.resolve("original"), 1, 0);
        try (CrashWorld world = CrashWorld.copied(original, folder.resolve("world"))) {
            writeNew(world);
            // The gate repeats a keyed request by itself: every attempt is lost.
            putOff(world, true);
            assertThat(world.ends("push")).isEqualTo(1);
            world.simulator.controls().clearFaults();

            world.run("push");
            assertThat(world.simulator.controls().carryOutLate()).isPositive();

            isThereOnce(world);
        }
    }

    private static void writeNew(CrashWorld world) throws IOException {
        Files.writeString(world.working().resolve("issues/new.md"), "# New\n\nIts text.\n");
        world.commit();
    }

    private static void putOff(CrashWorld world, boolean reset) {
        world.simulator
                .controls()
                .fault(FaultRule.on("POST", RECORDS, new FaultAction.Later(reset)));
    }

    /** kill -9 when the request has arrived and no answer has. */
    private static void isKilledUnderWay(CrashWorld world)
            throws IOException, InterruptedException {
        putOff(world, false);
        try (ChildJvm helper = world.start("push")) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (world.simulator.controls().faults().getFirst().hits() == 0) {
                assertThat(System.nanoTime()).as(helper.output()).isLessThan(end);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            helper.signal("KILL");
            assertThat(helper.exit()).isEqualTo(ChildJvm.KILLED);
        }
        world.simulator.controls().clearFaults();
        assertThat(world.records()).hasSize(1);
    }

    /** The hit is counted before the request is put off. */
    private static void carryOutLate(CrashWorld world) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (world.simulator.controls().carryOutLate() == 0) {
            assertThat(System.nanoTime()).as("a request that was put off").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private static void isThereOnce(CrashWorld world) {
        List<String> titles =
                world.records().stream()
                        .map((Json.Obj record) -> record.text("title").orElseThrow())
                        .toList();
        assertThat(titles).containsExactly("Record 1", "New");
    }
}
