package dev.stile.flow.document;

import dev.stile.api.json.Json;
import dev.stile.flow.path.JsonPointer;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds values from the events of a YAML parser. From the events, because a composed tree no
 * longer tells a tag that was written from one that was resolved, nor a key that came twice.
 */
final class YamlValues {
    private static final int DEEPEST = 60;

    private final Faults faults;

    YamlValues(Faults faults) {
        this.faults = faults;
    }

    Optional<Json> read(String text) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(DocumentReader.LONGEST).build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            expect(events, Event.ID.StreamStart);
            if (expect(events, Event.ID.DocumentStart).isEmpty()) {
                faults.add("", "the document is empty", "write something");
                return Optional.empty();
            }
            Json value = value(events.next(), events, "", 0);
            expect(events, Event.ID.DocumentEnd);
            if (expect(events, Event.ID.StreamEnd).isEmpty()) {
                faults.add("", "here is more than one document", "write one document a file");
            }
            return Optional.of(value);
        } catch (MarkedYamlEngineException broken) {
            faults.add(
                    "",
                    "not YAML" + broken.getProblemMark().map(YamlValues::place).orElse(""),
                    "write YAML 1.2 or JSON");
            return Optional.empty();
        } catch (YamlEngineException broken) {
            faults.add("", "not YAML", "write YAML 1.2 or JSON");
            return Optional.empty();
        } catch (TooDeepException deep) {
            faults.add("", "the document is deeper than " + DEEPEST + " levels", "make it flatter");
            return Optional.empty();
        }
    }

    private static String place(Mark mark) {
        return " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    private static Optional<Event> expect(Iterator<Event> events, Event.ID kind) {
        Event next = events.next();
        return next.getEventId() == kind ? Optional.of(next) : Optional.empty();
    }

    private Json value(Event event, Iterator<Event> events, String pointer, int depth) {
        if (depth > DEEPEST) {
            throw new TooDeepException();
        }
        refuseAnchor(event, pointer);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, pointer);
        }
        if (event instanceof CollectionStartEvent collection) {
            if (collection.getTag().isPresent()) {
                refuseTag(pointer);
            }
            return event instanceof MappingStartEvent
                    ? object(events, pointer, depth)
                    : array(events, pointer, depth);
        }
        return Json.nothing();
    }

    private Json object(Iterator<Event> events, String pointer, int depth) {
        Map<String, Json> members = new LinkedHashMap<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.MappingEnd) {
            String name = name(next, events, pointer, depth);
            String place = JsonPointer.below(pointer, name);
            Json member = value(events.next(), events, place, depth + 1);
            if (members.putIfAbsent(name, member) != null) {
                faults.add(
                        place,
                        "this key is there twice"
                                + next.getStartMark().map(YamlValues::place).orElse(""),
                        "keep one of them");
            }
            next = events.next();
        }
        return new Json.JsonObject(members);
    }

    private String name(Event event, Iterator<Event> events, String pointer, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseAnchor(event, pointer);
            if (scalar.getTag().isPresent()) {
                refuseTag(pointer);
            }
            return scalar.getValue();
        }
        faults.add(pointer, "a key is no text", "write plain keys");
        value(event, events, pointer, depth + 1);
        return "";
    }

    private Json array(Iterator<Event> events, String pointer, int depth) {
        List<Json> items = new ArrayList<>();
        Event next = events.next();
        while (next.getEventId() != Event.ID.SequenceEnd) {
            items.add(value(next, events, pointer + "/" + items.size(), depth + 1));
            next = events.next();
        }
        return new Json.JsonArray(items);
    }

    private Json scalar(ScalarEvent scalar, String pointer) {
        if (scalar.getTag().isPresent()) {
            refuseTag(pointer);
        }
        if (!scalar.isPlain()) {
            return Json.text(scalar.getValue());
        }
        Optional<Json> value = PlainScalar.value(scalar.getValue());
        if (value.isEmpty()) {
            faults.add(pointer, "this number is none that JSON has", "write it as text, in quotes");
        }
        return value.orElseGet(Json::nothing);
    }

    private void refuseAnchor(Event event, String pointer) {
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            faults.add(
                    pointer,
                    "anchors and aliases (& and *) are refused",
                    "write the value out, in quotes if it begins with & or *");
        }
    }

    private void refuseTag(String pointer) {
        faults.add(
                pointer,
                "tags (!) are refused",
                "leave the tag out; quote a text that begins with !");
    }

    private static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
