package dev.stile.cli.doctor;

import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.project.Projects;
import dev.stile.cli.where.Place;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.git.mirror.Mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One project: the clone that led to it, and its mirror. */
final class ProjectChecks {
    private final Desk desk;
    private final Place place;
    private final boolean settles;

    /**
     * @param settles whether what a killed push left is to be settled, which asks the server
     */
    ProjectChecks(Desk desk, Place place, boolean settles) {
        this.desk = desk;
        this.place = place;
        this.settles = settles;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        if (!Mirror.exists(desk.house().home().mirrors(), Projects.identity(place.address()))) {
            findings.addAll(clone(Optional.empty()));
            findings.add(
                    Finding.info("mirror", "nothing of " + place.address() + " was fetched yet"));
            return findings;
        }
        try (OpenProject project = desk.projects().open(place.address(), desk.reporter())) {
            findings.addAll(clone(Optional.of(project)));
            findings.addAll(
                    new MirrorChecks(project, desk.around().clock().instant(), settles).run());
        } catch (StileException broken) {
            findings.add(
                    Finding.error(
                            "mirror",
                            broken.getMessage() + " [" + ConnectorCodes.of(broken).number() + "]",
                            ErrorPrinter.next(broken).getFirst()));
        }
        return findings;
    }

    private List<Finding> clone(Optional<OpenProject> project) {
        return place.local()
                .map(found -> new CloneChecks(desk.around(), place, found).run(project))
                .orElse(List.of());
    }
}
