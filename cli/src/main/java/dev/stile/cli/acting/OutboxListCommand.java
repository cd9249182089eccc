package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Limit;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.OutboxJournal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists entries of the outbox. */
@Command(
        name = "list",
        description = "List the newest entries of the outbox, newest first.",
        footer = {
            "",
            "Examples:",
            "  stile outbox list",
            "  stile outbox list --state proposed --state unknown",
        })
public final class OutboxListCommand implements Action {
    private static final int MOST = 1000;
    private static final List<EffectState> STATES =
            List.of(
                    EffectState.PROPOSED,
                    EffectState.APPROVED,
                    EffectState.SENDING,
                    EffectState.DONE,
                    EffectState.FAILED,
                    EffectState.UNKNOWN,
                    EffectState.CANCELLED);

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "proposed, approved, sending, sent, failed, unknown or cancelled.")
    private List<String> states = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most entries: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Override
    public ExitCode run(Desk desk) {
        List<EffectState> wanted = states.stream().map(OutboxListCommand::state).toList();
        OutboxJournal.Page page =
                desk.house().isFurnished()
                        ? desk.flow().journal().page(desk.patience(), wanted, Math.min(limit, MOST))
                        : new OutboxJournal.Page(List.of(), List.of());
        List<Entry> entries = page.entries();
        return desk.done(
                document(page),
                terminal -> {
                    entries.forEach(entry -> EntryText.line(terminal, entry));
                    page.damaged()
                            .forEach(
                                    each ->
                                            terminal.note(
                                                    each.headline() + " [" + each.code() + "]"));
                    if (entries.isEmpty() && page.damaged().isEmpty()) {
                        terminal.note("no entry");
                    }
                    entries.stream()
                            .filter(entry -> !entry.state().isFinal())
                            .findFirst()
                            .ifPresent(
                                    entry ->
                                            terminal.note(
                                                    "next: "
                                                            + ShellWords.command(
                                                                    "stile outbox show",
                                                                    entry.reference())));
                });
    }

    /** {@code damaged} is there only if something cannot be read. */
    private static Json document(OutboxJournal.Page page) {
        Json.ObjectBuilder document =
                Desk.list(
                        page.entries().stream()
                                .<Json>map(entry -> EntryDocument.brief(entry).build())
                                .toList());
        if (!page.damaged().isEmpty()) {
            document.put(
                    "damaged",
                    page.damaged().stream().map(each -> each.facts().get("outbox")).toList());
        }
        return document.build();
    }

    private static EffectState state(String typed) {
        return STATES.stream()
                .filter(state -> EntryDocument.state(state).equals(typed))
                .findFirst()
                .orElseThrow(
                        () ->
                                Failure.of(Code.USAGE)
                                        .headline("there is no state " + typed)
                                        .detail(
                                                "states: "
                                                        + String.join(
                                                                ", ",
                                                                STATES.stream()
                                                                        .map(EntryDocument::state)
                                                                        .toList()))
                                        .argument("verb", Arrays.asList("outbox", "list"))
                                        .build());
    }
}
