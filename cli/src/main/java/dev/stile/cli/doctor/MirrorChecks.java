package dev.stile.cli.doctor;

import dev.stile.api.record.RecordSchema;
import dev.stile.cli.project.OpenProject;
import dev.stile.core.effect.EffectState;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.ShellWords;
import dev.stile.git.format.RecordEmitter;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.MirrorLock;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.process.Git;
import dev.stile.git.sync.SchemaCache;
import dev.stile.git.sync.Stubs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The mirror of a project, and the journal of its pushes. */
final class MirrorChecks {
    private static final int PLANS_LOOKED_AT = 1_000;

    private final OpenProject project;
    private final Instant now;
    private final boolean settles;

    MirrorChecks(OpenProject project, Instant now, boolean settles) {
        this.project = project;
        this.now = now;
        this.settles = settles;
    }

    List<Finding> run() {
        MirrorLock.Look lock = project.mirror().lockState();
        List<Finding> findings = new ArrayList<>();
        findings.add(integrity());
        findings.add(Finding.ok("identity", "the mirror is that of " + project.address()));
        findings.add(format());
        findings.add(
                lock.holder()
                        .map(holder -> Finding.info("lock", "held by: " + holder))
                        .orElseGet(() -> Finding.ok("lock", "nobody works on the mirror")));
        findings.add(
                lock.lastSyncBegan()
                        .map(at -> Finding.ok("cursor", "the tracker was last asked at " + at))
                        .orElseGet(() -> Finding.info("cursor", "the tracker was never asked")));
        findings.add(listing());
        findings.add(stubs());
        findings.addAll(journal());
        return findings;
    }

    private Finding integrity() {
        Git.Finished checked =
                project.repository()
                        .git()
                        .run(new byte[0], "fsck", "--connectivity-only", "--no-dangling");
        String folder = project.mirror().folder().toString();
        return checked.exitCode() == 0
                ? Finding.ok("mirror", folder + ", whole")
                : Finding.error("mirror", folder + " is damaged", "stile explain STL-4011");
    }

    private Finding format() {
        String format = state().meta(MetaName.FORMAT).orElse("unknown");
        return format.equals(Integer.toString(RecordEmitter.FORMAT))
                ? Finding.ok("format", "files are of format " + format)
                : Finding.info("format", "files are of format " + format + ", an older one");
    }

    private Finding listing() {
        Optional<Instant> listed = state().meta(MetaName.LISTED_AT).map(Instant::parse);
        if (listed.isEmpty()) {
            return Finding.warn(
                    "listing", "it is not known when everything was last listed", fullSync());
        }
        String says = "everything was last listed at " + listed.get();
        Duration due = project.parts().options().fullSyncEvery();
        return listed.get().plus(due).isBefore(now)
                ? Finding.warn("listing", says + ", which is due again", fullSync())
                : Finding.ok("listing", says);
    }

    private String fullSync() {
        return ShellWords.command("stile sync --full", project.address());
    }

    private Finding stubs() {
        long stubs = Stubs.count(project.mirror());
        return stubs == 0
                ? Finding.ok("stubs", "none: every record has its body")
                : Finding.info(
                        "stubs",
                        stubs
                                + " records without their body; they come with: "
                                + ShellWords.command(
                                        "stile hydrate",
                                        project.address(),
                                        SchemaCache.kept(state())
                                                .map(RecordSchema::root)
                                                .orElse("."),
                                        "--limit",
                                        stubs));
    }

    private List<Finding> journal() {
        long before = unfinished();
        if (before > 0 && settles) {
            project.syncForFetch();
        }
        long left = unfinished();
        List<Finding> findings = new ArrayList<>();
        if (left > 0) {
            findings.add(
                    Finding.warn(
                            "journal",
                            left + " pushes are unfinished; the next fetch settles them",
                            ShellWords.command("stile push log", project.address())));
        } else {
            findings.add(
                    Finding.ok(
                            "journal",
                            before > 0
                                    ? before + " unfinished pushes were settled"
                                    : "no push is unfinished"));
        }
        long unknown = unknown();
        if (unknown > 0) {
            findings.add(
                    Finding.warn(
                            "unknown writes",
                            unknown + " writes may or may not have happened",
                            ShellWords.command("stile push log", project.address())));
        }
        return findings;
    }

    private long unfinished() {
        return plans().stream().map(Plan::closed).filter(Optional::isEmpty).count();
    }

    private long unknown() {
        return plans().stream()
                .flatMap(plan -> project.journal().rows(plan.id()).stream())
                .filter(entry -> entry.state() == EffectState.UNKNOWN)
                .count();
    }

    private List<Plan> plans() {
        return project.journal().newest(PLANS_LOOKED_AT);
    }

    private MirrorState state() {
        return project.mirror().state();
    }
}
