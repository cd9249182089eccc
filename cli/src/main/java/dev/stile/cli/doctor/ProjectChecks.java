package dev.stile.cli.doctor;

import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.project.Projects;
import dev.stile.cli.where.Place;
import dev.stile.core.effect.Plan;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.git.mirror.MetaName;
import dev.stile.git.mirror.Mirror;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One project: its mirror, its journal, and the clone that led to it. */
final class ProjectChecks {
    private static final int PLANS_LOOKED_AT = 1_000;

    private final Desk desk;
    private final Place place;

    ProjectChecks(Desk desk, Place place) {
        this.desk = desk;
        this.place = place;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        place.local().ifPresent(clone -> findings.addAll(clone(clone)));
        if (!Mirror.exists(desk.house().home().mirrors(), Projects.identity(place.address()))) {
            findings.add(
                    Finding.info("mirror", "nothing of " + place.address() + " was fetched yet"));
            return findings;
        }
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            findings.addAll(mirror(project));
            findings.add(journal(project));
        } catch (StileException broken) {
            findings.add(
                    Finding.error(
                            "mirror",
                            broken.getMessage() + " [" + ConnectorCodes.of(broken).number() + "]",
                            ErrorPrinter.next(broken).getFirst()));
        }
        return findings;
    }

    private List<Finding> mirror(OpenProject project) {
        Git.Finished checked =
                project.repository()
                        .git()
                        .run(new byte[0], "fsck", "--connectivity-only", "--no-dangling");
        String folder = project.mirror().folder().toString();
        Finding integrity =
                checked.exitCode() == 0
                        ? Finding.ok("mirror", folder + ", whole")
                        : Finding.error("mirror", folder + " is damaged", "stile explain STL-4011");
        Optional<String> listed = project.mirror().state().meta(MetaName.LISTED_AT);
        Finding age =
                listed.map(at -> Finding.ok("listing", "everything was last listed at " + at))
                        .orElseGet(
                                () ->
                                        Finding.warn(
                                                "listing",
                                                "everything was never listed",
                                                "stile sync --full " + project.address()));
        return List.of(integrity, age);
    }

    private static Finding journal(OpenProject project) {
        long open =
                project.journal().newest(PLANS_LOOKED_AT).stream()
                        .map(Plan::closed)
                        .filter(Optional::isEmpty)
                        .count();
        return open == 0
                ? Finding.ok("journal", "no push is unfinished")
                : Finding.warn(
                        "journal",
                        open + " pushes are unfinished; the next fetch settles them",
                        "stile push log " + project.address());
    }

    private List<Finding> clone(Place.LocalClone clone) {
        Git git =
                Git.inFolder(
                        clone.folder(),
                        GitEnvironment.forUserRepository(desk.around().environment()));
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("clone", clone.remote() + " is " + place.address()));
        String format = git.text("rev-parse", "--show-object-format");
        if (!format.equals("sha1")) {
            findings.add(
                    Finding.error(
                            "object format",
                            format + " cannot be pushed from",
                            "git clone " + place.address()));
        }
        git.find("config", "--get", "core.autocrlf")
                .filter(value -> !value.equals("false"))
                .ifPresent(
                        value ->
                                findings.add(
                                        Finding.warn(
                                                "core.autocrlf",
                                                "is " + value + ": git changes line ends",
                                                "git config core.autocrlf false")));
        return findings;
    }
}
