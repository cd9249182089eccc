package dev.stile.cli.doctor;

import dev.stile.api.connector.Requirement;
import dev.stile.cli.install.HelperLink;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.core.store.Home;
import dev.stile.core.store.StoreException;
import dev.stile.git.clone.GitVersion;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** git, the helper and the home. */
final class MachineChecks {
    static final String HOME = "home";

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");
    private static final long LITTLE_SPACE = 200L << 20;

    private final Surroundings around;
    private final boolean fix;
    private final Providers connectors;

    /**
     * @param connectors those that ship
     */
    MachineChecks(Surroundings around, boolean fix, Providers connectors) {
        this.around = around;
        this.fix = fix;
        this.connectors = connectors;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.info("stile", around.version().get() + ", Java " + Runtime.version()));
        findings.add(git());
        findings.add(helper());
        connectors.unused().stream().map(MachineChecks::unused).forEach(findings::add);
        findings.addAll(home());
        return findings;
    }

    static Finding unused(UnusedConnector unused) {
        Failure reason = unused.reason();
        return Finding.warn(
                "connector " + unused.name(),
                reason.headline() + " [" + reason.registered().number() + "]",
                ErrorPrinter.next(reason).getFirst());
    }

    private Finding git() {
        try {
            String spoken =
                    Git.here(GitEnvironment.forMirror(around.environment())).text("version");
            GitVersion.parse(spoken).requireSupported();
            return Finding.ok("git", spoken);
        } catch (GitFailed missing) {
            return Finding.error("git", "git is not on the PATH", Requirement.git().remedy());
        } catch (Failure tooOld) {
            return Finding.error(
                    "git", String.valueOf(tooOld.getMessage()), "stile explain STL-1007");
        }
    }

    private Finding helper() {
        HelperLink link = HelperLink.ofRemotes(around);
        return switch (fix ? link.ensure() : link.look()) {
            case HelperLink.Found.Here(Path at) ->
                    Finding.ok("helper", "git finds " + at + ", of this build");
            case HelperLink.Found.Linked(Path at) ->
                    Finding.ok("helper", "linked " + at + ", so that git finds it");
            case HelperLink.Found.Other(Path at, String command) ->
                    Finding.error(
                            "helper", "git would start " + at + ", of another build", command);
            case HelperLink.Found.Missing(String program, String command) ->
                    Finding.error("helper", "git does not find " + program, command);
        };
    }

    private List<Finding> home() {
        Home home = around.home();
        Path folder = home.folder();
        if (!Files.exists(folder)) {
            return List.of(Finding.info(HOME, folder + " is made when it is needed"));
        }
        String put = "";
        try {
            if (fix && closeToOthers(folder)) {
                put = ", closed to others now";
            }
            home.ensure();
        } catch (StoreException refused) {
            return List.of(
                    Finding.error(
                            HOME,
                            String.valueOf(refused.getMessage()),
                            refused.details().stream().findFirst().orElse("ls -ld " + folder)));
        }
        return List.of(Finding.ok(HOME, folder + put), space(folder));
    }

    /** Takes others' rights to a home that is ours; whether there were some. */
    private boolean closeToOthers(Path folder) {
        try {
            PosixFileAttributes found =
                    Files.readAttributes(
                            folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory()
                    || !found.owner().equals(Files.getOwner(around.userHome()))
                    || OWNER_ONLY.containsAll(found.permissions())) {
                return false;
            }
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
            return true;
        } catch (IOException unreadable) {
            // What is wrong with it is told by the check that follows.
            return false;
        }
    }

    private static Finding space(Path folder) {
        try {
            long free = Files.getFileStore(folder).getUsableSpace();
            String says = (free >> 20) + " MiB free";
            return free < LITTLE_SPACE
                    ? Finding.warn("disk", says, "df -h")
                    : Finding.ok("disk", says);
        } catch (IOException unknown) {
            return Finding.warn("disk", "the free space is not known", "df -h");
        }
    }
}
