package dev.stile.cli.backup;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.backup.Backup;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Copies what the home keeps into one file. */
@Command(
        name = "backup",
        description = "Copy connections, events, rules, outbox and audit log into one file.",
        footer = {
            "",
            "The daemon and other commands may run meanwhile. Secrets are not in the file.",
            "",
            "Examples:",
            "  stile backup stile.db",
            "  stile backup /media/backups",
        })
public final class BackupCommand implements Action {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    @Parameters(
            paramLabel = "FILE|DIR",
            description = "A new file, or a folder in which one is made.")
    private Path target = Path.of("");

    @Override
    public ExitCode run(Desk desk) {
        if (!desk.house().isFurnished()) {
            throw usage("there is nothing to back up in " + desk.house().home().folder());
        }
        Instant now = desk.around().clock().instant();
        Path typed = desk.around().folder().resolve(target).normalize();
        Path file =
                Files.isDirectory(typed)
                        ? typed.resolve("stile-" + STAMP.format(now) + ".db")
                        : typed;
        desk.house()
                .audit()
                .appendPoint(
                        desk.patience(),
                        AuditEntry.of(
                                desk.subject().origin(),
                                desk.subject().actor(),
                                AuditVerb.STORE_BACKUP));
        try {
            return done(
                    desk,
                    new Backup(desk.house().home(), desk.around().version().get())
                            .make(file, now, Deadline.after(LONGEST)));
        } catch (FileAlreadyExistsException exists) {
            throw usage("the file is there already: " + file);
        }
    }

    private static ExitCode done(Desk desk, Backup.Made made) {
        if (made.audit().result() == AuditVerdict.Result.BROKEN) {
            desk.warn(
                    Failure.of(Code.AUDIT_BROKEN)
                            .detail("this backup will not be restored: stile audit verify")
                            .build());
        }
        return desk.done(
                Json.object()
                        .put("file", made.file().toString())
                        .put("made", made.at().toString())
                        .put("bytes", made.bytes())
                        .put("events", made.events())
                        .put("audit", AuditWord.of(made.audit()))
                        .put("audit_rows", made.audit().rows())
                        .put("left_out", Backup.LEFT_OUT)
                        .build(),
                terminal -> {
                    terminal.result(
                            made.file()
                                    + ": "
                                    + made.bytes()
                                    + " bytes, "
                                    + made.events()
                                    + " events, "
                                    + made.audit().rows()
                                    + " rows of the audit log, "
                                    + AuditWord.of(made.audit()));
                    terminal.note("not in it: " + String.join("; ", Backup.LEFT_OUT));
                    terminal.note(
                            "next: "
                                    + ShellWords.command(
                                            "stile restore", made.file(), "--dry-run"));
                });
    }

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE).headline(headline).argument("verb", "backup").build();
    }
}
