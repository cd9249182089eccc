package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.audit.StoredRow;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Deliveries;
import dev.stile.flow.outbox.Entry;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;

/** Shows an entry whole: what somebody is asked to approve. */
@Command(
        name = "show",
        description = "Show an entry: its whole content, where it goes, and why it is asked for.",
        footer = {"", "Example:", "  stile outbox show ob-88"})
public final class OutboxShowCommand implements Action {
    private static final int MOST_EVENTS = 20;

    @Parameters(paramLabel = "ID", description = "The entry, as ob-88 or 88.")
    private String id = "";

    @Override
    public ExitCode run(Desk desk) {
        Entry entry = Entries.require(desk, id);
        List<String> approvers = desk.flow().journal().approvers(desk.patience(), entry);
        List<StoredRow> history = desk.flow().trail().history(desk.patience(), entry.id());
        Deliveries.OfEntry events =
                desk.flow().deliveries().ofEntry(desk.patience(), entry.id(), MOST_EVENTS);
        return desk.done(
                EntryDocument.whole(entry, approvers)
                        .put("events", EntryDocument.events(events))
                        .put(
                                "history",
                                Json.array(
                                        history.stream()
                                                .<Json>map(OutboxShowCommand::row)
                                                .toList()))
                        .putIf("next", EntryText.next(entry, desk.subject()))
                        .build(),
                terminal -> {
                    EntryText.whole(terminal, entry, approvers);
                    EntryText.events(terminal, events);
                    EntryText.next(entry, desk.subject())
                            .ifPresent(command -> terminal.note("next: " + command));
                });
    }

    private static Json row(StoredRow row) {
        return Json.object()
                .put("seq", Long.toString(row.sequence()))
                .put("at", row.at())
                .put("actor", row.actor())
                .put("verb", row.verb())
                .putIf("decision", row.decision())
                .putIf("outcome", row.outcome())
                .putIf("reason", row.reason())
                .build();
    }
}
