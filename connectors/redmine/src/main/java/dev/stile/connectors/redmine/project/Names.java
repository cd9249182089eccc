package dev.stile.connectors.redmine.project;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.JsonView;
import dev.stile.api.label.Label;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;

import java.util.List;
import java.util.OptionalLong;

/** Names that the server gives to ids, such as those of priorities. */
public record Names(List<Entry> entries) {
    /** One of them. */
    public record Entry(long id, String name) {}

    public Names {
        entries = List.copyOf(entries);
    }

    /** From objects with {@code id} and {@code name}. */
    static Names of(List<JsonView> views) {
        return new Names(
                views.stream()
                        .map(view -> new Entry(view.field("id").whole(), view.field("name").text()))
                        .toList());
    }

    /** The id of a name: exactly, else without regard to case if that is unique (TR-3). */
    public OptionalLong find(String name) {
        List<Entry> exact = entries.stream().filter(entry -> entry.name().equals(name)).toList();
        List<Entry> found =
                exact.isEmpty()
                        ? entries.stream()
                                .filter(entry -> entry.name().equalsIgnoreCase(name))
                                .toList()
                        : exact;
        return found.size() == 1 ? OptionalLong.of(found.getFirst().id()) : OptionalLong.empty();
    }

    /**
     * @throws Invalid naming the field and every name there is, if none or several have this one
     */
    long require(FieldRef field, String name, Label label) {
        return find(name)
                .orElseThrow(
                        () ->
                                new Invalid(
                                        field,
                                        "no single entry has this name",
                                        names().stream()
                                                .map(known -> Tainted.of(known, label))
                                                .toList()));
    }

    public List<String> names() {
        return entries.stream().map(Entry::name).distinct().toList();
    }
}
