package dev.stile.flow.document;

import dev.stile.api.json.Json;
import dev.stile.core.error.Nearest;
import dev.stile.flow.path.JsonPointer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a document, read so that every fault is collected and reading goes on. What cannot be
 * read is told once and counts as absent. Not for several threads.
 *
 * @param pointer RFC 6901 pointer from the root
 * @param value what stands there
 * @param faults where faults are collected
 */
public record DocumentView(String pointer, Json value, Faults faults) {
    /** The root of a document. */
    public static DocumentView of(Json root, Faults faults) {
        return new DocumentView("", root, faults);
    }

    /** Tells a fault of this place. */
    public void fault(String reason, String fix) {
        faults.add(pointer, reason, fix);
    }

    /** A member that may be missing; {@code null} counts as missing. */
    public Optional<DocumentView> find(String name) {
        return object().flatMap(object -> object.get(name))
                .filter(member -> !(member instanceof Json.JsonNull))
                .map(member -> new DocumentView(child(name), member, faults));
    }

    /** A member that must be there. */
    public Optional<DocumentView> require(String name, String fix) {
        Optional<DocumentView> found = find(name);
        if (found.isEmpty() && value instanceof Json.JsonObject) {
            faults.add(child(name), "is missing", fix);
        }
        return found;
    }

    /** Every member, in order. */
    public Map<String, DocumentView> members() {
        Map<String, DocumentView> members = new LinkedHashMap<>();
        object().ifPresent(
                        object ->
                                object.members()
                                        .forEach(
                                                (name, member) ->
                                                        members.put(
                                                                name,
                                                                new DocumentView(
                                                                        child(name),
                                                                        member,
                                                                        faults))));
        return members;
    }

    /** Names of members that are not among the known ones, each with the nearest known one. */
    public Map<String, Optional<String>> unknown(Collection<String> known) {
        Map<String, Optional<String>> unknown = new LinkedHashMap<>();
        for (String name : members().keySet()) {
            if (!known.contains(name)) {
                unknown.put(name, Nearest.to(name, List.copyOf(known)));
            }
        }
        return unknown;
    }

    /** Tells each member that is not among the known ones. */
    public void refuseUnknown(Collection<String> known) {
        unknown(known)
                .forEach(
                        (name, nearest) ->
                                faults.add(
                                        child(name),
                                        "is not known here",
                                        nearest.map(meant -> "did you mean " + meant + "?")
                                                .orElse("take it out")));
    }

    /** The items of a list. */
    public List<DocumentView> items() {
        if (!(value instanceof Json.JsonArray(List<Json> items))) {
            fault("is no list", "write a list");
            return List.of();
        }
        List<DocumentView> views = new ArrayList<>();
        for (int index = 0; index < items.size(); index++) {
            views.add(new DocumentView(pointer + "/" + index, items.get(index), faults));
        }
        return views;
    }

    /** The texts of a list of texts. */
    public List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    public Optional<String> text() {
        if (value instanceof Json.JsonText(String text)) {
            return Optional.of(text);
        }
        fault("is no text", "write a text, in quotes if it looks like something else");
        return Optional.empty();
    }

    public Optional<Boolean> flag() {
        if (value instanceof Json.JsonFlag(boolean flag)) {
            return Optional.of(flag);
        }
        fault("is neither true nor false", "write true or false");
        return Optional.empty();
    }

    /** A whole number within bounds. */
    public Optional<Integer> whole(int least, int most) {
        if (value instanceof Json.JsonNumber(BigDecimal number)) {
            try {
                int whole = number.intValueExact();
                if (whole >= least && whole <= most) {
                    return Optional.of(whole);
                }
            } catch (ArithmeticException notWhole) {
                // told below
            }
        }
        fault("is no whole number from " + least + " to " + most, "write one");
        return Optional.empty();
    }

    /** One of several words. */
    public Optional<String> oneOf(Collection<String> words) {
        Optional<String> text = text();
        if (text.isPresent() && !words.contains(text.get())) {
            fault("is none of " + String.join(", ", words), "write one of them");
            return Optional.empty();
        }
        return text;
    }

    private Optional<Json.JsonObject> object() {
        if (value instanceof Json.JsonObject object) {
            return Optional.of(object);
        }
        fault("is no mapping of names to values", "write one");
        return Optional.empty();
    }

    private String child(String name) {
        return JsonPointer.below(pointer, name);
    }
}
