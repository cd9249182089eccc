package dev.stile.cli.audit;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditExport;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;
import dev.stile.core.terminal.Terminal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Proves the audit log, or an export of it. */
@Command(
        name = "verify",
        description = "Prove that no row was changed, removed, inserted or moved.",
        footer = {
            "",
            "Examples:",
            "  stile audit verify",
            "  stile audit verify export.jsonl",
            "  stile audit verify --accept",
        })
public final class AuditVerifyCommand implements Action {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "An export, in place of the log.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--accept",
            description = "Go on without the proof of what was before a head that was missing.")
    private boolean accept;

    @Override
    public ExitCode run(Desk desk) {
        if (accept) {
            accept(desk);
        }
        AuditVerdict verdict = file.map(AuditVerifyCommand::ofExport).orElseGet(() -> ofHome(desk));
        return switch (verdict.result()) {
            case PROVEN -> proven(desk, verdict);
            case BROKEN -> throw broken(verdict);
            case NO_HEAD -> throw unproven(verdict);
        };
    }

    private static Failure unproven(AuditVerdict verdict) {
        Failure.Builder failure =
                Failure.of(Code.AUDIT_HEAD_MISSING)
                        .detail(verdict.rows() + " rows follow each other without a break")
                        .fact("rows", Long.toString(verdict.rows()));
        verdict.anew()
                .ifPresent(
                        row ->
                                failure.headline(
                                                "the head of the audit log was missing, and was"
                                                        + " made anew at row "
                                                        + row)
                                        .detail("nothing proves what was before that row")
                                        .fact("anew", Long.toString(row)));
        return failure.build();
    }

    /** A broken log is not accepted; where there is nothing to accept, no row says so. */
    private void accept(Desk desk) {
        if (file.isPresent()) {
            throw Failure.of(Code.USAGE)
                    .headline("--accept is about the log of this home, not about a file")
                    .argument("verb", "audit", "verify")
                    .build();
        }
        DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        if (ofHome(desk).result() != AuditVerdict.Result.NO_HEAD) {
            return;
        }
        // Says that there was none, if nobody has said it yet.
        desk.house().keepAuditHead();
        ofHome(desk)
                .anew()
                .ifPresent(
                        row -> {
                            desk.house()
                                    .audit()
                                    .appendPoint(
                                            desk.patience(),
                                            AuditEntry.of(
                                                            desk.subject().origin(),
                                                            desk.subject().actor(),
                                                            AuditVerb.AUDIT_ACCEPT)
                                                    .target("row " + row));
                            desk.house().keepAuditHead();
                        });
    }

    private static AuditVerdict ofExport(Path file) {
        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file))) {
            return AuditExport.verify(stream);
        } catch (IOException unreadable) {
            throw Failure.of(Code.USAGE)
                    .headline("the file cannot be read: " + file)
                    .argument("verb", "audit", "verify")
                    .cause(unreadable)
                    .build();
        }
    }

    private static AuditVerdict ofHome(Desk desk) {
        return new AuditVerifier(desk.house().database(), desk.house().home())
                .verify(Deadline.after(LONGEST));
    }

    private static ExitCode proven(Desk desk, AuditVerdict verdict) {
        Json.ObjectBuilder data = Json.object().put("result", "proven").put("rows", verdict.rows());
        verdict.end().ifPresent(end -> data.put("head", end.toString()));
        data.put("unknown", verdict.unknown().stream().map(String::valueOf).toList());
        return desk.done(
                data.build(),
                terminal -> {
                    terminal.result(
                            "proven: " + verdict.rows() + " rows, none changed, none missing");
                    verdict.end().ifPresent(end -> terminal.result("ends with " + end));
                    if (!verdict.unknown().isEmpty()) {
                        unknown(terminal, verdict.unknown());
                    }
                });
    }

    /** That a log is whole says nothing of what nobody could write into it. */
    private static void unknown(Terminal terminal, List<Long> rows) {
        long first = rows.getFirst();
        terminal.result(
                "unknown: "
                        + (rows.size() < AuditVerdict.MOST_UNKNOWN ? "" : "at least ")
                        + rows.size()
                        + (rows.size() == 1 ? " crossing has" : " crossings have")
                        + " no outcome, and may have happened or be happening now; the first is row "
                        + first);
        terminal.note(
                "next: " + ShellWords.command("stile audit list --limit 1 --before", first + 1));
    }

    private static Failure broken(AuditVerdict verdict) {
        AuditVerdict.Flaw flaw = verdict.flaw().orElseThrow();
        String kind = flaw.kind().name().toLowerCase(Locale.ROOT);
        return Failure.of(Code.AUDIT_BROKEN)
                .headline("the audit log was changed: row " + flaw.sequence() + ", " + kind)
                .fact("seq", Long.toString(flaw.sequence()))
                .fact("kind", kind)
                .build();
    }
}
