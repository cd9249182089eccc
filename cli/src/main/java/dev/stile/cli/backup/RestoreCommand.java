package dev.stile.cli.backup;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.cli.daemon.DaemonLock;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.store.Home;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.backup.Held;
import dev.stile.flow.backup.Restore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Puts a backup in the place of what the home keeps. */
@Command(
        name = "restore",
        description = "Put a backup in the place of what this home keeps.",
        footer = {
            "",
            "What is there now is kept as a backup beside it. Whatever may have happened since the",
            "backup was made is held: it does not happen again until a person says so.",
            "",
            "Examples:",
            "  stile restore stile.db --dry-run",
            "  stile restore stile.db",
        })
public final class RestoreCommand implements Action {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Parameters(paramLabel = "FILE", description = "What stile backup made.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Prove it and say what would be held.")
    private boolean dryRun;

    @Override
    public ExitCode run(Desk desk) {
        Home home = desk.house().home();
        Clock clock = desk.around().clock();
        Path typed = desk.around().folder().resolve(file).normalize();
        try (DaemonLock lock = DaemonLock.take(home, clock.instant())) {
            return done(
                    desk,
                    new Restore(home, desk.around().version().get(), clock)
                            .restore(typed, dryRun, desk.subject(), Deadline.after(LONGEST)));
        }
    }

    private ExitCode done(Desk desk, Restore.Restored restored) {
        if (restored.audit().result() == AuditVerdict.Result.NO_HEAD) {
            desk.warn(
                    Failure.of(Code.AUDIT_HEAD_MISSING)
                            .headline("the log is whole, but this home cannot prove where it ended")
                            .detail("audit.key of the home that made the backup proves it")
                            .build());
        }
        Held held = restored.held();
        Json.ObjectBuilder data =
                Json.object()
                        .put("dry_run", dryRun)
                        .put("made", restored.made().toString())
                        .put("release", restored.release())
                        .put("audit", AuditWord.of(restored.audit()))
                        .put("audit_rows", restored.audit().rows())
                        .put(
                                "held",
                                Json.object()
                                        .put("unknown", held.entries())
                                        .put("proposed", held.proposals())
                                        .put("deliveries", held.deliveries())
                                        .put("rules", held.rules())
                                        .put("streams", held.streams())
                                        .put("watches", held.watches())
                                        .build())
                        .put("policy", restored.policy().name().toLowerCase(Locale.ROOT));
        restored.before().ifPresent(before -> data.put("before", before.toString()));
        return desk.done(data.build(), terminal -> tell(terminal, restored));
    }

    private void tell(Terminal terminal, Restore.Restored restored) {
        Held held = restored.held();
        terminal.result(
                (dryRun ? "would restore" : "restored") + " the state of " + restored.made());
        terminal.result("audit log: " + AuditWord.of(restored.audit()));
        terminal.result(
                "held: "
                        + held.entries()
                        + " entries of the outbox of which nobody knows whether they left, "
                        + held.proposals()
                        + " proposals, "
                        + held.deliveries()
                        + " deliveries, "
                        + held.rules().size()
                        + " rules, "
                        + held.streams().size()
                        + " streams that begin anew, watches of "
                        + held.watches().size()
                        + " connections");
        restored.before().ifPresent(before -> terminal.note("what was there: " + before));
        if (restored.policy() == Restore.PolicyKept.BESIDE) {
            terminal.note("policy.yaml stays; that of the backup is policy.yaml.restored");
        }
        if (!dryRun) {
            terminal.note("next: stile outbox list --state unknown");
            terminal.note("next: stile delivery dead");
            held.rules()
                    .forEach(
                            rule ->
                                    terminal.note(
                                            "next: "
                                                    + ShellWords.command(
                                                            "stile rule resume", rule)));
            held.watches()
                    .forEach(
                            pr ->
                                    terminal.note(
                                            "next: " + ShellWords.command("stile pr retry", pr)));
        }
    }
}
