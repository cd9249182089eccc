package dev.stile.git.push;

import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;
import dev.stile.git.process.ObjectId;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A journal entry as text: one field a line, its name, a space, its value. Line ends in a value,
 * such as in the name of a folder, are escaped.
 */
final class EntryText {
    private EntryText() {}

    static String write(JournalEntry entry) {
        StringBuilder text = new StringBuilder();
        line(text, "action", entry.action().name());
        line(text, "path", entry.path());
        entry.record().ifPresent(id -> line(text, "record", id.text()));
        entry.base().ifPresent(blob -> line(text, "base", blob.toString()));
        entry.blob().ifPresent(blob -> line(text, "blob", blob.toString()));
        line(text, "key", entry.key().text());
        line(text, "tip", entry.tip().toString());
        entry.main().ifPresent(commit -> line(text, "main", commit.toString()));
        line(text, "clone", entry.cloneKey());
        line(text, "since", entry.since().toString());
        line(text, "mode", entry.mode().name());
        line(text, "reason", entry.reason().name());
        entry.precondition().ifPresent(held -> precondition(text, held));
        entry.startedFrom().ifPresent(version -> line(text, "started_from", version.text()));
        return text.toString();
    }

    private static void precondition(StringBuilder text, Precondition precondition) {
        switch (precondition) {
            case Precondition.IfVersion(Version version) ->
                    line(text, "if_version", version.text());
            case Precondition.Unconditional always -> line(text, "if_version_any", "");
        }
    }

    private static Optional<Precondition> precondition(Map<String, String> fields) {
        if (fields.containsKey("if_version_any")) {
            return Optional.of(new Precondition.Unconditional());
        }
        return Optional.ofNullable(fields.get("if_version"))
                .map(version -> new Precondition.IfVersion(new Version(version)));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(' ');
        for (int index = 0; index < value.length(); index++) {
            switch (value.charAt(index)) {
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(value.charAt(index));
            }
        }
        text.append('\n');
    }

    private static String unescaped(String written) {
        StringBuilder text = new StringBuilder(written.length());
        for (int index = 0; index < written.length(); index++) {
            char unit = written.charAt(index);
            if (unit != '\\' || index + 1 == written.length()) {
                text.append(unit);
                continue;
            }
            index++;
            char escaped = written.charAt(index);
            text.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
        }
        return text.toString();
    }

    static JournalEntry read(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines()
                .forEach(
                        line -> {
                            int space = line.indexOf(' ');
                            fields.put(
                                    line.substring(0, space), unescaped(line.substring(space + 1)));
                        });
        return new JournalEntry(
                JournalEntry.Action.valueOf(needed(fields, "action")),
                needed(fields, "path"),
                Optional.ofNullable(fields.get("record")).map(RecordId::new),
                Optional.ofNullable(fields.get("base")).map(ObjectId::parse),
                Optional.ofNullable(fields.get("blob")).map(ObjectId::parse),
                new IdempotencyKey(needed(fields, "key")),
                ObjectId.parse(needed(fields, "tip")),
                Optional.ofNullable(fields.get("main")).map(ObjectId::parse),
                needed(fields, "clone"),
                Instant.parse(needed(fields, "since")),
                RemoveMode.valueOf(needed(fields, "mode")),
                DeleteReason.valueOf(needed(fields, "reason")),
                precondition(fields),
                Optional.ofNullable(fields.get("started_from")).map(Version::new));
    }

    private static String needed(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalStateException("a journal entry lacks its " + name);
        }
        return value;
    }
}
