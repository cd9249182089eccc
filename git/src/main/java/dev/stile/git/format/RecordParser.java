package dev.stile.git.format;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordSchema;
import dev.stile.git.format.ParsedFile.Field;
import dev.stile.git.format.ParsedFile.Raw;
import dev.stile.git.format.ValueReader.Wanted;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the file of a record. Total: whatever the bytes are, there is an answer, in time that grows
 * with their number. Immutable; any thread may use it.
 */
public final class RecordParser {
    /** The largest front matter in bytes. */
    public static final int LARGEST_FRONT_MATTER = 64 * 1024;

    private static final String FENCE = "---";
    private static final String TITLE_MARK = "# ";

    private final Map<String, FieldSchema> core = new HashMap<>();
    private final Map<String, FieldSchema> extensions = new HashMap<>();

    public RecordParser(RecordSchema schema) {
        for (FieldSchema field : schema.fields()) {
            if (field.field().extension()) {
                extensions.put(field.field().name(), field);
            } else if (Keys.isCore(field.field())) {
                core.put(field.field().name(), field);
            }
        }
    }

    /** Reads a file. */
    public ParsedFile parse(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            return unreadable(Reason.NOT_UTF8, 1);
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        int nul = text.indexOf('\0');
        return nul < 0 ? parse(text) : holdsNul(Bodies.unified(text.substring(0, nul)));
    }

    private static ParsedFile holdsNul(String before) {
        int lineStart = before.lastIndexOf('\n') + 1;
        int lines = (int) before.chars().filter(unit -> unit == '\n').count();
        return unreadable(
                Reason.HOLDS_NUL, lines + 1, before.codePointCount(lineStart, before.length()) + 1);
    }

    private ParsedFile parse(String source) {
        String text = Bodies.unified(source);
        if (!text.startsWith(FENCE + '\n') && !text.equals(FENCE)) {
            return withoutFrontMatter(text);
        }
        int from = Math.min(FENCE.length() + 1, text.length());
        int close = closingFence(text, from);
        if (close < 0) {
            return unreadable(Reason.UNCLOSED_FRONT_MATTER, 1);
        }
        String front = text.substring(from, close);
        if (front.getBytes(StandardCharsets.UTF_8).length > LARGEST_FRONT_MATTER) {
            return unreadable(Reason.FRONT_MATTER_TOO_LARGE, 1);
        }
        List<String> lines = front.lines().toList();
        FrontMatterReader reader =
                new FrontMatterReader(lines, this::wantedCore, this::wantedExtension);
        reader.read();
        String rest = text.substring(Math.min(close + FENCE.length() + 1, text.length()));
        return file(reader, rest, lines.size() + 3);
    }

    /** The start of the next line that is exactly a fence, or -1. */
    private static int closingFence(String text, int from) {
        int start = from;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            if (stop - start == FENCE.length() && text.startsWith(FENCE, start)) {
                return start;
            }
            start = stop + 1;
        }
        return -1;
    }

    private ParsedFile file(FrontMatterReader reader, String rest, int restLine) {
        SortedMap<FieldRef, Field> fields = new TreeMap<>();
        SortedMap<String, Raw> serverOwned = new TreeMap<>();
        SortedMap<String, Raw> unknown = new TreeMap<>();
        Optional<String> id = Optional.empty();
        for (FrontMatterReader.Key key : reader.keys()) {
            FieldSchema schema = (key.extension() ? extensions : core).get(key.name());
            Node value = key.value();
            if (schema != null) {
                Entry entry = EntryReader.read(value, schema.type());
                fields.put(schema.field(), new Field(entry, value.line(), value.column()));
            } else if (!key.extension() && Keys.SERVER_OWNED.contains(key.name())) {
                serverOwned.put(key.name(), new Raw(rawText(value), key.line()));
                if (key.name().equals(Keys.ID)
                        && value instanceof Node.Scalar scalar
                        && !scalar.isNothing()) {
                    id = Optional.of(scalar.text());
                }
            } else {
                String name = key.extension() ? Keys.FIELDS + '.' + key.name() : key.name();
                unknown.put(name, new Raw(rawText(value), key.line()));
            }
        }
        String firstLine = rest.lines().findFirst().orElse("");
        Optional<BodyMarker> marker = BodyMarker.of(firstLine);
        boolean skipsLine = marker.isPresent() || rest.startsWith("\n");
        String body =
                skipsLine ? rest.substring(Math.min(firstLine.length() + 1, rest.length())) : rest;
        return new ParsedFile(
                true,
                id,
                fields,
                serverOwned,
                unknown,
                body,
                marker,
                skipsLine ? restLine + 1 : restLine,
                reader.problems());
    }

    /** A new file may be a title line and a text. */
    private ParsedFile withoutFrontMatter(String text) {
        String firstLine = text.lines().findFirst().orElse("");
        String title =
                firstLine.startsWith(TITLE_MARK)
                        ? firstLine.substring(TITLE_MARK.length()).strip()
                        : "";
        if (title.isEmpty()) {
            return unreadable(Reason.NO_FRONT_MATTER_AND_NO_TITLE, 1);
        }
        String rest = text.substring(Math.min(firstLine.length() + 1, text.length()));
        boolean skipsLine = rest.startsWith("\n");
        SortedMap<FieldRef, Field> fields = new TreeMap<>();
        fields.put(
                FieldRef.TITLE,
                new Field(
                        new Entry.Plain(new FieldValue.TextValue(title)),
                        1,
                        TITLE_MARK.length() + 1));
        return new ParsedFile(
                false,
                Optional.empty(),
                fields,
                new TreeMap<>(),
                new TreeMap<>(),
                skipsLine ? rest.substring(1) : rest,
                Optional.empty(),
                skipsLine ? 3 : 2,
                List.of());
    }

    private static ParsedFile unreadable(Reason reason, int line) {
        return unreadable(reason, line, 1);
    }

    private static ParsedFile unreadable(Reason reason, int line, int column) {
        return new ParsedFile(
                false,
                Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                "",
                Optional.empty(),
                1,
                List.of(FileProblem.at(reason, line, column, "")));
    }

    private Optional<Wanted> wantedCore(String name) {
        return Keys.SERVER_OWNED.contains(name)
                ? Optional.of(Wanted.TEXT)
                : Optional.ofNullable(core.get(name))
                        .map(FieldSchema::type)
                        .map(EntryReader::wanted);
    }

    private Optional<Wanted> wantedExtension(String name) {
        return Optional.ofNullable(extensions.get(name))
                .map(FieldSchema::type)
                .map(EntryReader::wanted);
    }

    private static String rawText(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence sequence ->
                    sequence.items().stream()
                            .map(Node.Scalar::text)
                            .collect(Collectors.joining("\n"));
            case Node.Unread unread -> unread.text();
        };
    }
}
