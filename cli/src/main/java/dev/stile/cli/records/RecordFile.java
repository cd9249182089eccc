package dev.stile.cli.records;

import dev.stile.api.label.Label;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.git.format.Entry;
import dev.stile.git.format.ParsedFile;
import dev.stile.git.format.RecordParser;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.repository.ObjectReader;

import java.util.List;
import java.util.stream.Stream;

/**
 * A record as the mirror shows it, with what its file says.
 *
 * @param shown where it stands
 * @param file what it says
 */
record RecordFile(ShownRecord shown, Tainted<ParsedFile> file) {
    static RecordFile read(
            ShownRecord shown, ObjectReader reader, RecordParser parser, Label label) {
        byte[] content = reader.content(shown.blob()).orElse(new byte[0]);
        return new RecordFile(shown, Tainted.of(content, label).map(parser::parse));
    }

    Tainted<String> title() {
        return text(FieldRef.TITLE);
    }

    Tainted<String> status() {
        return text(FieldRef.STATUS);
    }

    /** Whether one of the texts of a field is this one, in any case. */
    boolean says(FieldRef field, String wanted) {
        return file.checked(
                                read ->
                                        new Fact<>(
                                                texts(read, field).stream()
                                                                .anyMatch(
                                                                        text -> fits(text, wanted))
                                                        ? Match.YES
                                                        : Match.NO))
                        .answer()
                == Match.YES;
    }

    private enum Match {
        YES,
        NO
    }

    /** A person is spelled {@code handle} or {@code Name <id>}: any part of that is enough. */
    private static boolean fits(String text, String wanted) {
        return text.equalsIgnoreCase(wanted)
                || Stream.of(text.split("[<>]"))
                        .anyMatch(part -> part.strip().equalsIgnoreCase(wanted));
    }

    private Tainted<String> text(FieldRef field) {
        return file.map(read -> String.join(", ", texts(read, field)));
    }

    private static List<String> texts(ParsedFile read, FieldRef field) {
        return read.entry(field).stream().flatMap(RecordFile::texts).toList();
    }

    private static Stream<String> texts(Entry entry) {
        return switch (entry) {
            case Entry.Empty nothing -> Stream.empty();
            case Entry.Plain plain -> plain.value().texts();
            case Entry.PersonText person -> Stream.of(person.spelled());
            case Entry.ReferenceText reference -> Stream.of(reference.text());
            case Entry.LinkText link -> Stream.of(link.kind(), link.target());
            case Entry.Items items -> items.items().stream().flatMap(RecordFile::texts);
            case Entry.Broken broken -> Stream.of(broken.raw());
        };
    }
}
