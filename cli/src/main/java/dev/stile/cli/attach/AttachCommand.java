package dev.stile.cli.attach;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.project.OpenProject;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.git.address.Address;
import dev.stile.git.attach.ExistingRepository;
import dev.stile.git.attach.FileMatch;
import dev.stile.git.sync.ProjectFormat;
import dev.stile.git.sync.SchemaCache;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;

/** Binds the repository that it is typed in to a project. */
@Command(
        name = "attach",
        description = "Bind the repository of this folder to a project, as a remote.",
        footer = {
            "",
            "Examples:",
            "  stile attach work/demo --dry-run",
            "  stile attach stile::work/demo --remote tracker",
        })
public final class AttachCommand implements Action {
    private static final int NAMED = 10;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "Address of the project.")
    private String typed = "";

    @Option(
            names = "--remote",
            paramLabel = "NAME",
            description = "What git calls the project: ${DEFAULT-VALUE}.")
    private String remote = "origin";

    @Option(names = "--dry-run", description = "Ask, say what matches, and change nothing here.")
    private boolean dryRun;

    @Override
    public ExitCode run(Desk desk) {
        Address address = Address.parse(typed);
        String name = RemoteName.checked(remote, "attach");
        ExistingRepository repository =
                ExistingRepository.at(desk.around().folder(), desk.around().environment());
        boolean present = repository.leadsTo(address, name);
        try (OpenProject project = desk.projects().open(address, desk.reporter())) {
            project.syncForFetch();
            ProjectFormat format =
                    ProjectFormat.of(
                            new SchemaCache(project.mirror().state(), project.tracker()).stored());
            FileMatch match = FileMatch.of(repository, project.mirror().state(), format);
            match.requireNoDuplicates();
            if (!dryRun) {
                project.parts()
                        .audit()
                        .get()
                        .append(
                                desk.patience(),
                                List.of(
                                        AuditRow.point(
                                                project.parts()
                                                        .crossing()
                                                        .entry(AuditVerb.GIT_ATTACH)
                                                        .target(name)
                                                        .reason(counts(match)))));
                repository.bind(address, name, project.repository().gitDirectory(), present);
            }
            return desk.done(
                    document(address, name, match, present),
                    terminal -> say(terminal, address, name, match, present));
        }
    }

    private void say(
            Terminal terminal, Address address, String name, FileMatch match, boolean present) {
        terminal.result(
                address
                        + (dryRun ? " would be" : present ? " was already" : " is now")
                        + " the remote "
                        + name);
        terminal.result(counts(match));
        each(terminal, "missing", match.missing());
        each(terminal, "extra", match.extra());
        if (dryRun) {
            terminal.note(
                    "nothing was changed; next: "
                            + ShellWords.command("stile attach", address, "--remote", name));
        } else {
            terminal.note(
                    "next: "
                            + ShellWords.command("git merge", name + "/main")
                            + "; where the two share no history: "
                            + ShellWords.command(
                                    "git merge --allow-unrelated-histories", name + "/main"));
        }
    }

    private static void each(Terminal terminal, String what, List<String> paths) {
        paths.stream().limit(NAMED).forEach(path -> terminal.result(what + ": " + path));
        if (paths.size() > NAMED) {
            terminal.result(what + ": " + (paths.size() - NAMED) + " more");
        }
    }

    private static String counts(FileMatch match) {
        return match.matched().size()
                + " files matched, "
                + match.missing().size()
                + " missing, "
                + match.extra().size()
                + " extra, "
                + match.duplicates().size()
                + " duplicate";
    }

    private Json document(Address address, String name, FileMatch match, boolean present) {
        return Json.object()
                .put("address", address.toString())
                .put("remote", name)
                .put("dry_run", dryRun)
                .put("was_attached", present)
                .put("matched", match.matched())
                .put("missing", match.missing())
                .put("extra", match.extra())
                .build();
    }
}
