package dev.stile.git.format;

import dev.stile.api.record.FieldRef;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the file of a record says. Immutable.
 *
 * @param frontMatter whether there is any
 * @param id the id that the file names, if it names one
 * @param fields every key of the schema that stands in the file, title included and body not
 * @param serverOwned every server-owned key that stands in the file, id included, with its text
 * @param unknown every other key with its text; those under {@code fields} are called {@code
 *     fields.name}
 * @param body the text with LF line ends as it stands in the file, empty where a marker stands
 * @param marker what stands in the place of a body that is not here
 * @param bodyLine the line of the file on which the body begins
 * @param problems what no reader can make sense of; when there is any, the rest is not whole
 */
public record ParsedFile(
        boolean frontMatter,
        Optional<String> id,
        SortedMap<FieldRef, Field> fields,
        SortedMap<String, Raw> serverOwned,
        SortedMap<String, Raw> unknown,
        String body,
        Optional<BodyMarker> marker,
        int bodyLine,
        List<FileProblem> problems) {
    /**
     * One field and its place.
     *
     * @param line of its key, from 1
     * @param column of its value, from 1
     */
    public record Field(Entry entry, int line, int column) {}

    /** A key that has no type: its text, unquoted where it is one scalar, and its line. */
    public record Raw(String text, int line) {}

    public ParsedFile {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        serverOwned = Collections.unmodifiableSortedMap(new TreeMap<>(serverOwned));
        unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
        problems = List.copyOf(problems);
    }

    /** Whether the file can be read at all. */
    public boolean isReadable() {
        return problems.isEmpty();
    }

    /** What the file says for a field; nothing where its key is missing. */
    public Optional<Entry> entry(FieldRef field) {
        return Optional.ofNullable(fields.get(field)).map(Field::entry);
    }

    /** Only how much there is: what a file says is not for logs. */
    @Override
    public String toString() {
        return "ParsedFile" + fields.keySet() + problems;
    }
}
