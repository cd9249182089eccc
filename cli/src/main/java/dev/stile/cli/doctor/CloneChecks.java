package dev.stile.cli.doctor;

import dev.stile.api.record.RecordSchema;
import dev.stile.cli.project.OpenProject;
import dev.stile.cli.where.Place;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.ShellWords;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.sync.SchemaCache;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The repository that led to a project. Reads it, and changes nothing. */
final class CloneChecks {
    private static final String USUAL_ROOT = "issues";

    /** Attributes that make git store or write other bytes than the file has. */
    private static final List<String> CHANGING =
            List.of("eol", "filter", "ident", "working-tree-encoding", "text", "crlf");

    private final Place place;
    private final Place.LocalClone clone;
    private final Git git;

    CloneChecks(Surroundings around, Place place, Place.LocalClone clone) {
        this.place = place;
        this.clone = clone;
        this.git =
                Git.inFolder(
                        clone.folder(), GitEnvironment.forUserRepository(around.environment()));
    }

    /**
     * @param project its mirror, if there is one
     */
    List<Finding> run(Optional<OpenProject> project) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("clone", clone.remote() + " is " + place.address()));
        findings.add(objectFormat());
        findings.add(filter());
        findings.add(sparse());
        findings.add(oldTrackingRefs());
        project.ifPresent(open -> findings.addAll(tracking(open)));
        findings.addAll(lineEnds());
        findings.add(attributes(project));
        return findings;
    }

    private Finding objectFormat() {
        String format = git.text("rev-parse", "--show-object-format");
        return format.equals("sha1")
                ? Finding.ok("object format", format)
                : Finding.error(
                        "object format",
                        format + " cannot be pushed from",
                        ShellWords.command("git clone", place.address()));
    }

    private Finding filter() {
        return config("remote." + clone.remote() + ".partialclonefilter")
                .map(filter -> Finding.info("filter", filter + ": what is missing comes when read"))
                .orElseGet(() -> Finding.info("filter", "none: everything is here"));
    }

    private Finding sparse() {
        if (!config("core.sparseCheckout").equals(Optional.of("true"))) {
            return Finding.info("sparse", "no: every file is checked out");
        }
        long patterns = git.find("sparse-checkout", "list").stream().flatMap(String::lines).count();
        return Finding.info("sparse", "yes, " + patterns + " patterns");
    }

    /** Only main is connected, so no other ref of the remote is ever brought up to date. */
    private Finding oldTrackingRefs() {
        String prefix = "refs/remotes/" + clone.remote() + "/";
        List<String> old =
                git.text("for-each-ref", "--format=%(refname)", prefix)
                        .lines()
                        .map(ref -> ref.substring(prefix.length()))
                        .filter(ref -> !ref.equals("main") && !ref.equals("HEAD"))
                        .toList();
        return old.isEmpty()
                ? Finding.ok("tracking refs", "only main")
                : Finding.warn(
                        "tracking refs",
                        old.size() + " that are not connected, such as " + old.getFirst(),
                        inClone("fetch --prune " + ShellWords.quoted(clone.remote())));
    }

    /** A tracking ref from before the mirror was made anew leads nowhere. */
    private List<Finding> tracking(OpenProject project) {
        Optional<ObjectId> tracked =
                git.find("rev-parse", "-q", "--verify", "refs/remotes/" + clone.remote() + "/main")
                        .map(ObjectId::parse);
        if (tracked.isEmpty() || project.repository().tip().isEmpty()) {
            return List.of();
        }
        return List.of(
                project.repository().isPublished(tracked.get())
                        ? Finding.ok("base", "main of the clone is a state of the mirror")
                        : Finding.error(
                                "base",
                                "main of the clone is no state of this mirror",
                                "stile explain STL-3008"));
    }

    private List<Finding> lineEnds() {
        List<Finding> findings = new ArrayList<>();
        config("core.autocrlf")
                .filter(value -> !value.equals("false"))
                .ifPresent(value -> findings.add(changes("core.autocrlf", value, "false")));
        config("core.eol")
                .filter(value -> value.equals("crlf"))
                .ifPresent(value -> findings.add(changes("core.eol", value, "lf")));
        return findings.isEmpty()
                ? List.of(Finding.ok("line ends", "git leaves them as they are"))
                : findings;
    }

    private Finding changes(String setting, String value, String better) {
        return Finding.warn(
                setting,
                "is " + value + ": git changes line ends",
                inClone("config " + setting + " " + better));
    }

    /** As git itself sees them for a record's file, wherever they are written. */
    private Finding attributes(Optional<OpenProject> project) {
        String root =
                project.flatMap(open -> SchemaCache.kept(open.mirror().state()))
                        .map(RecordSchema::root)
                        .orElse(USUAL_ROOT);
        List<String> asked = new ArrayList<>(List.of("check-attr"));
        asked.addAll(CHANGING);
        asked.addAll(List.of("--", root + "/1.md"));
        List<String> set =
                git.text(asked.toArray(String[]::new))
                        .lines()
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .filter(
                                line ->
                                        !line.endsWith(": unspecified")
                                                && !line.endsWith(": unset")
                                                && !line.equals("eol: lf"))
                        .toList();
        return set.isEmpty()
                ? Finding.ok("attributes", "none that changes bytes")
                : Finding.warn(
                        "attributes",
                        "git changes bytes of records: " + String.join(", ", set),
                        inClone(ShellWords.command("check-attr -a --", root + "/1.md")));
    }

    private Optional<String> config(String name) {
        return git.find("config", "--get", name);
    }

    private String inClone(String command) {
        return ShellWords.command("git -C", clone.folder()) + " " + command;
    }
}
