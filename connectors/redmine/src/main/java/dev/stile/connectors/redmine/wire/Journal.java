package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.FieldRef;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds, in the journal of an issue after our write, values that somebody set between our check and
 * our write, and that our write replaced. Only the details of changes are read, never the notes.
 */
public final class Journal {
    private record Change(String before, String after) {}

    private Journal() {}

    /**
     * The texts that our write replaced although our check had not seen them, by field.
     *
     * @param checked the issue's JSON before the write
     * @param written the issue's JSON after it, with its journals
     * @param fields what was written
     */
    public static Map<FieldRef, String> overwritten(
            JsonView checked, JsonView written, List<FieldRef> fields, Vocabulary words) {
        Map<String, Change> last = lastChanges(written);
        Map<FieldRef, String> overwritten = new LinkedHashMap<>();
        for (FieldRef field : fields) {
            Optional<CustomField> custom = words.field(field);
            Optional<String> name =
                    Attribute.of(field)
                            .map(attribute -> "attr/" + attribute.journaled())
                            .or(
                                    () ->
                                            custom.filter(known -> !known.multiple())
                                                    .map(known -> "cf/" + known.id()));
            Change change = name.map(last::get).orElse(null);
            if (change == null) {
                continue;
            }
            String before = value(checked, field, words);
            String after = value(written, field, words);
            boolean ours = same(change.after(), after) && !same(after, before);
            if (ours && !same(change.before(), before)) {
                overwritten.put(field, change.before());
            }
        }
        return overwritten;
    }

    private static Map<String, Change> lastChanges(JsonView issue) {
        Map<String, Change> last = new LinkedHashMap<>();
        for (JsonView journal : issue.find("journals").map(JsonView::items).orElse(List.of())) {
            for (JsonView detail : journal.find("details").map(JsonView::items).orElse(List.of())) {
                last.put(
                        detail.field("property").text() + "/" + detail.field("name").text(),
                        new Change(text(detail, "old_value"), text(detail, "new_value")));
            }
        }
        return last;
    }

    private static String text(JsonView detail, String name) {
        return detail.find(name).map(JsonView::textOrNumber).orElse("");
    }

    /** What an issue's JSON says of a field, as the journal would write it. */
    private static String value(JsonView issue, FieldRef field, Vocabulary words) {
        return Attribute.of(field)
                .map(attribute -> issue.find(attribute.read()).map(Journal::plain).orElse(""))
                .orElseGet(() -> customValue(issue, field, words));
    }

    private static String customValue(JsonView issue, FieldRef field, Vocabulary words) {
        List<String> texts = new ArrayList<>();
        words.field(field)
                .ifPresent(
                        known ->
                                Vocabulary.shownFields(issue).stream()
                                        .filter(shown -> shown.field("id").whole() == known.id())
                                        .forEach(shown -> texts.addAll(CustomValues.texts(shown))));
        return String.join("\n", texts);
    }

    private static String plain(JsonView member) {
        return switch (member.value()) {
            case Json.JsonObject object -> member.field("id").textOrNumber();
            case Json.JsonText(String text) -> text;
            case Json.JsonNumber(BigDecimal number) -> number.toPlainString();
            case Json.JsonFlag(boolean flag) -> flag ? "1" : "0";
            case Json.JsonArray array -> "";
            case Json.JsonNull nothing -> "";
        };
    }

    private static boolean same(String one, String other) {
        return LineEnds.onlyDiffer(one, other) || sameNumber(one, other);
    }

    private static boolean sameNumber(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException notNumbers) {
            return false;
        }
    }
}
