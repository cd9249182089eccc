package dev.stile.cli.events;

import dev.stile.api.taint.Sanitizers;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.delivery.Delivery;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Shows an event and what became of it. */
@Command(
        name = "show",
        description = "Show an event, its payload escaped, and what each rule did about it.",
        footer = {"", "Example:", "  stile event show work/4711"})
public final class EventShowCommand implements Action {
    @Parameters(paramLabel = "EVENT", description = "Its connection and id, as work/4711.")
    private String name = "";

    @Override
    public ExitCode run(Desk desk) {
        StoredEvent stored = new NamedEvents(desk).require(name);
        EventDocument document = new EventDocument(desk);
        List<Delivery> deliveries = document.deliveries(stored);
        return desk.done(
                document.whole(stored).build(),
                terminal -> {
                    facts(terminal, stored);
                    deliveries.forEach(each -> terminal.result("delivery    " + line(each)));
                    terminal.result("payload");
                    terminal.resultBlock(
                            EventDocument.payload(stored)
                                    .map(text -> text.isEmpty() ? "(pruned)" : text)
                                    .sanitise(Sanitizers.terminalBlock()));
                    terminal.note(
                            deliveries.isEmpty()
                                    ? "next: stile rule list"
                                    : "next: "
                                            + ShellWords.command(
                                                    "stile delivery show",
                                                    deliveries.getLast().id()));
                });
    }

    private static void facts(Terminal terminal, StoredEvent stored) {
        InboxEvent event = stored.event();
        terminal.result("event       " + NamedEvents.name(stored));
        terminal.result("number      " + stored.sequence() + " of its connection");
        terminal.result("kind        " + event.kind());
        terminal.result("key         " + event.orderKey());
        terminal.result("happened    " + event.happened());
        terminal.result("arrived     " + stored.arrived());
        terminal.result(
                "label       "
                        + event.label().integrity().name().toLowerCase(Locale.ROOT)
                        + ", "
                        + (event.label().confidentiality().isPublic()
                                ? "public"
                                : "private to " + event.label().confidentiality().text()));
        if (!event.flags().isEmpty()) {
            terminal.result(
                    "flags       "
                            + event.flags().stream()
                                    .sorted()
                                    .map(InboxFlag::wire)
                                    .collect(Collectors.joining(" ")));
        }
    }

    private static String line(Delivery each) {
        return each.id()
                + "  "
                + each.rule()
                + "  "
                + each.state().wire()
                + each.outcome().map(how -> "  " + how).orElse("")
                + each.reason().map(why -> "  " + why).orElse("");
    }
}
