package dev.stile.cli.acting;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

/** How an entry of the outbox is typed: {@code ob-88}, or 88 for short. */
public final class EntryName {
    private EntryName() {}

    /**
     * @throws Failure NO_SUCH_ENTRY for what is no name of an entry
     */
    public static long parse(String typed) {
        String digits = typed.startsWith("ob-") ? typed.substring(3) : typed;
        if (!digits.matches("[0-9]{1,18}")) {
            throw Failure.of(Code.NO_SUCH_ENTRY)
                    .headline("no entry is called " + typed)
                    .fact("outbox", typed)
                    .build();
        }
        return Long.parseLong(digits);
    }
}
