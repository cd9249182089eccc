package dev.stile.core.inbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is special about an event. Some a source says, some only the host. */
public enum InboxFlag {
    OUTGOING,
    MUTED,
    EDITED,
    DELETED,
    AUTOMATED,
    /** An action of ours caused it: told by the receipt. */
    ECHO,
    /** It was fetched again on purpose: only rules that ask for it see it. */
    BACKFILL,
    /** Somebody made it up to try a rule. */
    TEST;

    /** As rules and payloads spell it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String text(Collection<InboxFlag> flags) {
        return flags.stream().sorted().map(InboxFlag::wire).collect(Collectors.joining(" "));
    }

    /** What a newer release wrote and this one does not know is left out. */
    static Set<InboxFlag> parse(String text) {
        EnumSet<InboxFlag> flags = EnumSet.noneOf(InboxFlag.class);
        for (InboxFlag flag : values()) {
            if (Arrays.asList(text.split(" ", -1)).contains(flag.wire())) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
