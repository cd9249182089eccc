package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.shown.Outside;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Subject;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;
import dev.stile.flow.outbox.Entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an act came to. Whatever is not done is told as an error, with the next command. */
final class ActAnswer {
    private static final int DIGITS = 12;

    private static final Remedy AGAIN =
            Remedy.of(
                    "Wait: it is sent again under its key, by a daemon or by the command that is"
                            + " named. Call it off if it is not to be done any more.",
                    "{again}",
                    "stile outbox show {entry}",
                    "stile outbox cancel {entry} --reason obsolete");

    private static final Remedy BY_A_PERSON =
            Remedy.of(
                    "A person approves it, or says no; it waits until then.",
                    "stile outbox show {entry}");

    private final Desk desk;
    private final TypedAct typed;

    ActAnswer(Desk desk, TypedAct typed) {
        this.desk = desk;
        this.typed = typed;
    }

    ExitCode tell(Entry entry) {
        return switch (entry.state()) {
            case DONE -> done(entry);
            case PROPOSED -> throw waiting(entry);
            case UNKNOWN -> throw about(entry, Code.OUTCOME_UNKNOWN).remedy(Entry.IN_DOUBT).build();
            case SENDING -> throw about(entry, Code.ACTION_BEING_SENT).build();
            case FAILED ->
                    throw entry.retryAt().map(time -> again(entry, time)).orElse(failed(entry));
            case APPROVED, PLANNED -> throw later(entry);
            case CANCELLED, DROPPED ->
                    throw about(entry, Code.ENTRY_CALLED_OFF).detail(entry.reason()).build();
        };
    }

    private Failure waiting(Entry entry) {
        Failure.Builder failure = about(entry, Code.APPROVAL_NEEDED);
        return desk.subject() instanceof Subject.Agent
                ? failure.remedy(BY_A_PERSON).build()
                : failure.build();
    }

    private ExitCode done(Entry entry) {
        List<String> approvers = desk.flow().journal().approvers(desk.patience(), entry);
        Json.ObjectBuilder document = Json.object().put("key", entry.key().text());
        member(entry, "summary")
                .ifPresent(
                        summary ->
                                document.put(
                                        "summary", Outside.text(summary.map(ActAnswer::text))));
        member(entry, "output").ifPresent(output -> document.put("output", Outside.value(output)));
        document.put("entry", EntryDocument.whole(entry, approvers).build());
        return desk.done(document.build(), terminal -> print(terminal, entry));
    }

    private static void print(Terminal terminal, Entry entry) {
        Words about =
                Words.of(
                        "sent "
                                + entry.reference()
                                + ": "
                                + entry.action()
                                + " on "
                                + entry.connection());
        Optional<Tainted<Json>> summary = member(entry, "summary");
        if (summary.isPresent()) {
            terminal.result(
                    about, Words.of(", "), Words.quoted(summary.get().map(ActAnswer::text)));
        } else {
            terminal.result(about);
        }
        entry.receiptUrl().ifPresent(url -> terminal.result(Words.quoted(url)));
        member(entry, "output").ifPresent(output -> Outside.block(terminal, output));
        terminal.note("key: " + entry.key());
        terminal.note("next: " + ShellWords.command("stile audit why", entry.reference()));
    }

    private static Failure failed(Entry entry) {
        return refused(entry, Code.ACTION_FAILED).build();
    }

    /**
     * It did not happen, and will without anybody doing anything: whoever takes that for the end
     * and types it anew does it twice. The line as it was typed may be repeated only if it has the
     * key.
     */
    private Failure again(Entry entry, Instant time) {
        Failure.Builder failure =
                refused(entry, Code.ACTION_WAITS)
                        .headline("the action was not performed yet, and is tried again by itself")
                        .detail("not before " + time)
                        .fact("next_at", time.toString())
                        .argument("again", typed.wordsUnder(entry.key(), "stile", "act"))
                        .remedy(AGAIN);
        return typed.hasKey()
                ? failure.retryAfter(desk.flow().journal().until(time)).build()
                : failure.build();
    }

    private static Failure.Builder refused(Entry entry, Code code) {
        Failure.Builder failure = about(entry, code).detail("reason: " + entry.reason());
        member(entry, "said")
                .or(() -> member(entry, "message"))
                .ifPresent(said -> failure.saying(said.map(ActAnswer::text)));
        return failure;
    }

    private static Failure later(Entry entry) {
        Failure.Builder failure = about(entry, Code.ACTION_WAITS);
        if (!entry.reason().isEmpty()) {
            failure.detail("reason: " + entry.reason());
        }
        entry.nextAt()
                .ifPresent(
                        time ->
                                failure.detail("not before " + time)
                                        .fact("next_at", time.toString()));
        return failure.build();
    }

    private static Failure.Builder about(Entry entry, Code code) {
        return Failure.of(code)
                .detail("entry: " + entry.reference() + ", version " + entry.version())
                .detail("hash of the content: " + entry.contentSha256())
                .detail("key: " + entry.key())
                .argument("entry", entry.reference())
                .argument("version", Long.toString(entry.version()))
                .argument("hash", entry.contentSha256().substring(0, DIGITS))
                .fact("outbox", entry.reference())
                .fact("state", EntryDocument.state(entry.state()))
                .fact("version", Long.toString(entry.version()))
                .fact("content_sha256", entry.contentSha256())
                .fact("key", entry.key().text())
                .fact("entry", entry.decided());
    }

    private static Optional<Tainted<Json>> member(Entry entry, String name) {
        return entry.result()
                .flatMap(
                        result ->
                                result
                                        .<Json>mapEach(
                                                object ->
                                                        object.get(name)
                                                                .map(List::of)
                                                                .orElse(List.of()))
                                        .stream()
                                        .findFirst());
    }

    private static String text(Json value) {
        return value instanceof Json.JsonText(String text) ? text : "";
    }
}
