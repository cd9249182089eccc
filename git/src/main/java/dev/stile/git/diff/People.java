package dev.stile.git.diff;

import dev.stile.api.record.AllowedValues;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.git.format.Spelling;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The people that a spelling can mean (TR-4): the id in brackets is the truth, else a handle or a
 * display name that only one of them has. Immutable.
 */
public final class People {
    private final List<Person> known;

    private People(Collection<Person> known) {
        Map<String, Person> byId = new LinkedHashMap<>();
        known.forEach(person -> byId.putIfAbsent(person.id(), person));
        this.known = List.copyOf(byId.values());
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
            return matching(person -> person.id().equals(id.get()));
        }
        return Stream.<Predicate<Person>>of(
                        person -> person.handle().filter(spelled::equals).isPresent(),
                        person -> person.display().equals(spelled),
                        person ->
                                person.handle().filter(spelled::equalsIgnoreCase).isPresent()
                                        || person.display().equalsIgnoreCase(spelled))
                .map(this::matching)
                .filter(people -> !people.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Person> matching(Predicate<Person> predicate) {
        return known.stream().filter(predicate).toList();
    }
}
