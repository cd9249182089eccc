package dev.stile.cli.attach;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.git.address.Address;
import dev.stile.git.attach.ExistingRepository;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Takes away what {@code stile attach} made. */
@Command(
        name = "detach",
        description = "Take away the remote that stile attach made here.",
        footer = {"", "Examples:", "  stile detach", "  stile detach --remote tracker --dry-run"})
public final class DetachCommand implements Action {
    @Option(
            names = "--remote",
            paramLabel = "NAME",
            description = "Which remote; needed where attach made several.")
    private Optional<String> remote = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would go, and change nothing.")
    private boolean dryRun;

    @Override
    public ExitCode run(Desk desk) {
        ExistingRepository repository =
                ExistingRepository.at(desk.around().folder(), desk.around().environment());
        Map<String, String> attached = repository.attached();
        String name =
                remote.map(typed -> RemoteName.checked(typed, "detach"))
                        .orElseGet(() -> only(attached));
        repository.requireOwn(name);
        String address = Objects.requireNonNull(attached.get(name));
        if (!dryRun) {
            desk.house().audit().append(desk.patience(), List.of(row(desk, name, address)));
            repository.release(name, address);
        }
        return desk.done(
                Json.object()
                        .put("remote", name)
                        .put("address", address)
                        .put("dry_run", dryRun)
                        .build(),
                terminal -> {
                    terminal.result(
                            "the remote "
                                    + name
                                    + (dryRun ? " would go: " : " is gone: ")
                                    + address);
                    if (dryRun) {
                        terminal.note(
                                "nothing was changed; next: "
                                        + ShellWords.command("stile detach --remote", name));
                    }
                });
    }

    private static String only(Map<String, String> attached) {
        if (attached.size() > 1) {
            throw Failure.of(Code.USAGE)
                    .headline("several remotes were attached: name one with --remote")
                    .detail(String.join(", ", attached.keySet()))
                    .argument("verb", "detach")
                    .build();
        }
        return attached.keySet().stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                Failure.of(Code.FOREIGN_REPOSITORY)
                                        .headline(
                                                "stile attach made no remote here: nothing was"
                                                        + " changed")
                                        .build());
    }

    private static AuditRow row(Desk desk, String name, String address) {
        Address project = Address.parse(address);
        return AuditRow.point(
                AuditEntry.of(desk.subject().origin(), desk.subject().actor(), AuditVerb.GIT_DETACH)
                        .connection(project.connection())
                        .container(project.project().text())
                        .target(name));
    }
}
