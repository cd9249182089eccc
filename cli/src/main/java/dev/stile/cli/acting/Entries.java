package dev.stile.cli.acting;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.flow.outbox.Entry;

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

    static ExitCode changed(Desk desk, Entry entry) {
        return desk.done(
                EntryDocument.whole(entry, desk.flow().journal().approvers(desk.patience(), entry))
                        .putIf("next", EntryText.next(entry))
                        .build(),
                terminal -> EntryText.changed(terminal, entry));
    }
}
