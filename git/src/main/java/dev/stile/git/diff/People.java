package dev.stile.git.diff;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.git.format.Spelling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The people that a spelling can mean (TR-4): the id in brackets is the truth, else a handle or a
 * display name that only one of them has. Immutable.
 */
public final class People {
    private final List<Person> known;
    private final Map<String, List<Person>> byId = new HashMap<>();
    private final Map<String, List<Person>> byHandle = new HashMap<>();
    private final Map<String, List<Person>> byDisplay = new HashMap<>();
    private final Map<String, List<Person>> byAnyCase = new HashMap<>();

    private People(Collection<Person> known) {
        // Two people are the same when their ids are.
        this.known = known.stream().distinct().toList();
        for (Person person : this.known) {
            put(byId, person.id(), person);
            put(byDisplay, person.display(), person);
            put(byAnyCase, folded(person.display()), person);
            person.handle()
                    .ifPresent(
                            handle -> {
                                put(byHandle, handle, person);
                                put(byAnyCase, folded(handle), person);
                            });
        }
    }

    /** Everybody that the schema names in any field. */
    public static People of(RecordSchema schema) {
        return new People(
                schema.fields().stream()
                        .map(FieldSchema::allowed)
                        .flatMap(
                                allowed ->
                                        allowed instanceof AllowedValues.People(List<Person> people)
                                                ? people.stream()
                                                : Stream.empty())
                        .toList());
    }

    /** These and nobody else. */
    public static People of(Collection<Person> people) {
        return new People(people);
    }

    /** Also everybody that a record names. */
    public People and(TrackerRecord record) {
        return and(
                record.values().values().stream()
                        .flatMap(
                                value ->
                                        value
                                                        instanceof
                                                        FieldValue.ListValue(List<FieldValue> items)
                                                ? items.stream()
                                                : Stream.of(value))
                        .<Person>mapMulti(
                                (value, sink) -> {
                                    if (value instanceof FieldValue.PersonValue(Person person)) {
                                        sink.accept(person);
                                    }
                                })
                        .toList());
    }

    /** Also these. */
    public People and(Collection<Person> more) {
        return new People(Stream.concat(known.stream(), more.stream()).toList());
    }

    /** Everybody that the spelling can mean: one, none or several. */
    List<Person> meantBy(String spelled) {
        Optional<String> id = Spelling.bracketedId(spelled);
        if (id.isPresent()) {
            return byId.getOrDefault(id.get(), List.of());
        }
        return Stream.of(
                        byHandle.getOrDefault(spelled, List.of()),
                        byDisplay.getOrDefault(spelled, List.of()),
                        byAnyCase.getOrDefault(folded(spelled), List.of()))
                .filter(meant -> !meant.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static void put(Map<String, List<Person>> index, String key, Person person) {
        List<Person> people = index.computeIfAbsent(key, missing -> new ArrayList<>());
        if (!people.contains(person)) {
            people.add(person);
        }
    }

    /** Upper case first: some letters have one form only there. */
    private static String folded(String name) {
        return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
