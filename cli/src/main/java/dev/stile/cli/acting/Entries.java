package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.Remains;

import java.util.function.Consumer;

/** Finds entries by what was typed, and tells what became of them. */
final class Entries {
    private Entries() {}

    /**
     * @throws Failure NO_SUCH_ENTRY
     */
    static Entry require(Desk desk, String typed) {
        long id = EntryName.parse(typed);
        if (desk.house().isFurnished()) {
            var found = desk.flow().journal().find(desk.patience(), id);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw Failure.of(Code.NO_SUCH_ENTRY).fact("outbox", "ob-" + id).build();
    }

    /** Tells of the end of an entry that cannot be read. */
    static ExitCode ended(Desk desk, Remains entry) {
        return desk.done(
                Json.object()
                        .put("id", entry.reference())
                        .put("version", entry.version())
                        .put("state", EntryDocument.state(entry.state()))
                        .put("connection", entry.connection())
                        .put("damaged", true)
                        .build(),
                terminal ->
                        terminal.result(
                                entry.reference()
                                        + ", which cannot be read, is "
                                        + EntryDocument.state(entry.state())));
    }

    static ExitCode changed(Desk desk, Entry entry) {
        return changed(desk, entry, terminal -> {});
    }

    /** Tells also under which key it was made: the same again is no second entry. */
    static ExitCode made(Desk desk, Entry entry) {
        return changed(desk, entry, terminal -> terminal.note("key: " + entry.key()));
    }

    private static ExitCode changed(Desk desk, Entry entry, Consumer<Terminal> more) {
        return desk.done(
                EntryDocument.whole(entry, desk.flow().journal().approvers(desk.patience(), entry))
                        .putIf("next", EntryText.next(entry, desk.subject()))
                        .build(),
                terminal -> {
                    more.accept(terminal);
                    EntryText.changed(terminal, entry, desk.subject());
                });
    }
}
