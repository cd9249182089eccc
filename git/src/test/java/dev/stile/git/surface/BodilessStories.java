package dev.stile.git.surface;

import dev.stile.git.format.BodyMarker;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Clones of a tracker whose listings have no bodies, made by the test itself. */
abstract class BodilessStories {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path folder;

    TrackerWorld world;

    @AfterEach
    void close() {
        world.close();
    }

    TrackerWorld world(int limit) {
        TrackerWorld made =
                TrackerWorld.with(folder, MirrorOptions.standard().limitingBlobs(limit));
        made.faults.listNoBodies();
        return made;
    }

    TrackerWorld.Clone cloneOf(int records, int limit) {
        return cloneOf(records, limit, () -> {});
    }

    /** A clone of so many records, each changed after the one before it. */
    TrackerWorld.Clone cloneOf(int records, int limit, Runnable first) {
        world = world(limit);
        for (int number = 1; number <= records; number++) {
            world.seed("Record " + number, "Text " + number + ".\n\nMore.");
        }
        first.run();
        return world.cloned("work");
    }

    /** The records whose files have no text, all files counted from 1. */
    static List<Integer> stubs(TrackerWorld.Clone clone) {
        int records = (int) clone.git("ls-files", "issues").lines().count();
        return IntStream.rangeClosed(1, records)
                .filter(
                        number ->
                                clone.read("issues/" + number + ".md")
                                        .endsWith("\n---\n" + BodyMarker.DEFERRED.line() + "\n"))
                .boxed()
                .toList();
    }
}
