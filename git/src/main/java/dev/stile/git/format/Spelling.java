package dev.stile.git.format;

import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How files write values, people and links, without quotes. Pure; any thread may use it. */
public final class Spelling {
    private Spelling() {}

    /**
     * The handle where there is one, else {@code Display <id>}. A handle that could be read as the
     * second form is not used: brackets are the truth about who is meant.
     */
    public static String of(Person person) {
        return person.handle()
                .filter(handle -> !handle.isBlank() && bracketedId(handle).isEmpty())
                .orElseGet(() -> person.display() + " <" + person.id() + '>');
    }

    /** {@code blocks PROJ-9} */
    public static String of(Link link) {
        return link.kind() + ' ' + link.target().text();
    }

    /**
     * A value without quotes; the items of a list are set apart by commas, and quoted with one in
     * them.
     */
    public static String of(FieldValue value) {
        StringBuilder text = new StringBuilder();
        switch (value) {
            case FieldValue.TextValue(var plain) -> text.append(plain);
            case FieldValue.NumberValue(var number) -> Scalars.appendNumber(text, number);
            case FieldValue.FlagValue(var flag) -> text.append(flag);
            case FieldValue.DateValue(var date) -> Scalars.appendDate(text, date);
            case FieldValue.InstantValue(var instant) -> Scalars.appendInstant(text, instant);
            case FieldValue.PersonValue(var person) -> text.append(of(person));
            case FieldValue.RecordValue(var id) -> text.append(id.text());
            case FieldValue.LinkValue(var link) -> text.append(of(link));
            case FieldValue.OpaqueValue(var json) -> text.append(json);
            case FieldValue.ListValue(var items) ->
                    text.append(list(items.stream().map(Spelling::of)));
        }
        return text.toString();
    }

    /** An item that would be read as several, or as none, or as a quoted one, stands in quotes. */
    private static String list(Stream<String> items) {
        return items.map(Spelling::item).collect(Collectors.joining(", "));
    }

    private static String item(String item) {
        if (!item.isEmpty() && !item.contains(",") && !item.startsWith("\"")) {
            return item;
        }
        StringBuilder text = new StringBuilder();
        Scalars.appendQuoted(text, item);
        return text.toString();
    }

    /** What a file says for a field, in the same form; nothing is an empty text. */
    public static String of(Entry entry) {
        return switch (entry) {
            case Entry.Empty nothing -> "";
            case Entry.Plain(var value) -> of(value);
            case Entry.PersonText(var spelled) -> spelled;
            case Entry.ReferenceText(var text) -> text;
            case Entry.LinkText(var kind, var target) -> kind + ' ' + target;
            case Entry.Items(var items) -> list(items.stream().map(Spelling::of));
            case Entry.Broken broken -> broken.raw();
        };
    }

    /** The id in the brackets at the end of a spelling. */
    public static Optional<String> bracketedId(String spelled) {
        int open = spelled.lastIndexOf('<');
        if (!spelled.endsWith(">") || open < 0 || (open > 0 && spelled.charAt(open - 1) != ' ')) {
            return Optional.empty();
        }
        String id = spelled.substring(open + 1, spelled.length() - 1);
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }
}
