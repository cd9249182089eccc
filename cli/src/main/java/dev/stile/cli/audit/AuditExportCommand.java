package dev.stile.cli.audit;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditExport;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.store.OwnFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Takes the whole log out, in a form that proves itself. */
@Command(
        name = "export",
        description = "Write the whole log as lines that prove themselves.",
        footer = {
            "",
            "Examples:",
            "  stile audit export > audit.jsonl",
            "  stile audit export --out audit.jsonl --json",
        })
public final class AuditExportCommand implements Action {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Option(names = "--out", paramLabel = "FILE", description = "A new file, in place of stdout.")
    private Optional<Path> file = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        if (desk.json() && file.isEmpty()) {
            throw usage("--json needs --out FILE here: the export itself is lines of JSON");
        }
        desk.house()
                .audit()
                .appendPoint(
                        desk.patience(),
                        AuditEntry.of(
                                desk.subject().origin(),
                                desk.subject().actor(),
                                AuditVerb.AUDIT_EXPORT));
        try {
            long rows = file.isPresent() ? toFile(desk, file.get()) : to(desk, desk.out());
            file.ifPresent(
                    written ->
                            desk.tell(
                                    Json.object()
                                            .put("rows", rows)
                                            .put("file", written.toString())
                                            .build(),
                                    terminal -> {
                                        terminal.result(rows + " rows written to " + written);
                                        terminal.note(
                                                "next: "
                                                        + ShellWords.command(
                                                                "stile audit verify", written));
                                    }));
            return ExitCode.DONE;
        } catch (FileAlreadyExistsException exists) {
            throw usage("the file is there already: " + exists.getMessage());
        } catch (IOException failed) {
            throw Failure.of(Code.DISK_NOT_WRITABLE)
                    .headline("the export could not be written: " + failed.getMessage())
                    .cause(failed)
                    .build();
        }
    }

    private static long toFile(Desk desk, Path file) throws IOException {
        try (OutputStream stream = new BufferedOutputStream(OwnFiles.createNew(file))) {
            return to(desk, stream);
        }
    }

    private static long to(Desk desk, OutputStream stream) throws IOException {
        OutputStream buffered = new BufferedOutputStream(stream);
        long rows = AuditExport.write(desk.house().database(), buffered, Deadline.after(LONGEST));
        buffered.flush();
        return rows;
    }

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE)
                .headline(headline)
                .argument("verb", "audit", "export")
                .build();
    }
}
