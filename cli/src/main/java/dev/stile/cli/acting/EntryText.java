package dev.stile.cli.acting;

import dev.stile.cli.shown.Outside;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Subject;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;
import dev.stile.flow.delivery.Deliveries;
import dev.stile.flow.label.Labels;
import dev.stile.flow.outbox.Entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An entry of the outbox as people see it: whole, since that is what they say yes to (FL-91). */
final class EntryText {
    /** As many digits of a hash as an approval needs. */
    private static final int DIGITS = 12;

    /** To an agent, which approves nothing. */
    static final String A_PERSON_APPROVES = "a person approves it, or says no";

    private EntryText() {}

    static void line(Terminal terminal, Entry entry) {
        List<Words> words = new ArrayList<>();
        words.add(
                Words.of(
                        entry.reference()
                                + "  "
                                + EntryDocument.state(entry.state())
                                + "  "
                                + entry.action()
                                + " on "
                                + entry.connection()));
        place(entry, words);
        words.add(
                Words.of(
                        "  by "
                                + entry.proposer().actor()
                                + (entry.reason().isEmpty() ? "" : "  " + entry.reason())
                                + planned(entry).map(text -> "  " + text).orElse("")));
        terminal.result(words.toArray(Words[]::new));
    }

    static void whole(Terminal terminal, Entry entry, List<String> approvers) {
        List<Words> words = new ArrayList<>();
        words.add(Words.of(entry.action() + " on " + entry.connection()));
        place(entry, words);
        terminal.result(
                entry.reference()
                        + "  "
                        + EntryDocument.state(entry.state())
                        + "  version "
                        + entry.version()
                        + (entry.reason().isEmpty() ? "" : "  " + entry.reason()));
        planned(entry).ifPresent(terminal::result);
        terminal.result(words.toArray(Words[]::new));
        terminal.result("content:");
        Outside.block(terminal, entry.input());
        terminal.result(
                "asked for by " + entry.proposer().actor() + ", decided by " + entry.decided());
        entry.editor().ifPresent(editor -> terminal.result("edited by " + editor));
        terminal.result("label: " + Labels.words(entry.label()));
        entry.declarations()
                .forEach(
                        each ->
                                terminal.result(
                                        "allowed: from "
                                                + each.from()
                                                + " to "
                                                + each.to()
                                                + ", "
                                                + each.reason()));
        terminal.result("hash: " + entry.contentSha256());
        terminal.result("key: " + entry.key());
        if (!approvers.isEmpty()) {
            terminal.result("approved by " + String.join(", ", approvers));
        }
        if (!entry.state().isFinal()) {
            terminal.result("expires: " + entry.expires());
        }
        entry.receiptUrl().ifPresent(url -> terminal.result(Words.of("made: "), Words.quoted(url)));
        entry.result()
                .ifPresent(
                        result -> {
                            terminal.result("result:");
                            Outside.block(terminal, result);
                        });
    }

    /** What becomes of it with nobody doing anything: what failed is not over then. */
    private static Optional<String> planned(Entry entry) {
        return switch (entry.state()) {
            case FAILED -> entry.retryAt().map(time -> "tried again by itself, not before " + time);
            case APPROVED -> entry.nextAt().map(time -> "leaves not before " + time);
            case PROPOSED, PLANNED, SENDING, UNKNOWN, DONE, DROPPED, CANCELLED -> Optional.empty();
        };
    }

    /** That it stands for more than one event, which its content need not show. */
    static void events(Terminal terminal, Deliveries.OfEntry events) {
        if (events.count() < 2) {
            return;
        }
        terminal.result("stands for " + events.count() + " events:");
        events.first()
                .forEach(each -> terminal.result("  " + each.connection() + "/" + each.event()));
        long more = events.count() - events.first().size();
        if (more > 0) {
            terminal.result("  and " + more + " more");
        }
    }

    /** What whoever reads this would type about it. An agent decides about none. */
    static Optional<String> next(Entry entry, Subject reader) {
        String name = entry.reference();
        boolean needsPerson =
                entry.state() == EffectState.PROPOSED || entry.state() == EffectState.UNKNOWN;
        if (needsPerson && reader instanceof Subject.Agent) {
            return Optional.of(ShellWords.command("stile outbox show", name));
        }
        return switch (entry.state()) {
            case PROPOSED ->
                    Optional.of(
                            ShellWords.command(
                                    "stile outbox approve",
                                    name,
                                    "--version",
                                    entry.version(),
                                    "--hash",
                                    entry.contentSha256().substring(0, DIGITS)));
            case APPROVED, PLANNED, SENDING ->
                    Optional.of(ShellWords.command("stile outbox show", name));
            case FAILED -> Optional.of(ShellWords.command("stile outbox retry", name));
            case UNKNOWN ->
                    Optional.of(
                            ShellWords.command(
                                    "stile outbox resolve", name, "--sent", "--reason", "WHY"));
            case DONE -> Optional.of(ShellWords.command("stile audit why", name));
            case DROPPED, CANCELLED -> Optional.empty();
        };
    }

    private static void place(Entry entry, List<Words> words) {
        if (entry.recipient().isPresent()) {
            words.add(Words.of(", to "));
            words.add(Outside.word(entry.recipient().get(), entry.label()));
        }
    }

    /** Where an entry is now, told after a change of it. */
    static void changed(Terminal terminal, Entry entry, Subject reader) {
        terminal.result(
                entry.reference()
                        + " is "
                        + EntryDocument.state(entry.state())
                        + ", version "
                        + entry.version());
        if (entry.state() == EffectState.APPROVED) {
            terminal.note("it leaves as soon as the daemon runs");
        }
        if (entry.state() == EffectState.PROPOSED && reader instanceof Subject.Agent) {
            terminal.note(A_PERSON_APPROVES);
        }
        next(entry, reader).ifPresent(command -> terminal.note("next: " + command));
    }
}
