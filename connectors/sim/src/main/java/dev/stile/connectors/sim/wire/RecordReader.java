package dev.stile.connectors.sim.wire;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.CommentCount;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.Status;
import dev.stile.api.record.StatusCategory;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads records. A person's id is the handle: the dialect names people by it everywhere, and it is
 * never given to somebody else.
 */
public final class RecordReader {
    /** Extension fields that are days; their JSON alone would not tell them from a text. */
    private static final Set<String> DAYS = Set.of("review_on");

    private static final MessageDigest SHA_256 = lookedUp();

    private RecordReader() {}

    /** A record as a single read, or the answer to a write, has it. */
    public static TrackerRecord read(JsonView view) {
        return record(view, Optional.of(view.field("body").text()));
    }

    /** A record as a listing has it: some projects list no bodies. */
    public static TrackerRecord listed(JsonView view) {
        return record(view, view.find("body").map(JsonView::text));
    }

    private static TrackerRecord record(JsonView view, Optional<String> body) {
        try {
            return inGrammar(view, body);
        } catch (IllegalArgumentException outsideGrammar) {
            throw view.expected("a record whose ids and names keep to their grammar");
        }
    }

    /** A person as the server shows one. */
    public static Person person(JsonView view) {
        String handle = view.field("handle").text();
        return new Person(handle, Optional.of(handle), view.field("display").text());
    }

    private static TrackerRecord inGrammar(JsonView view, Optional<String> body) {
        RecordMeta meta =
                RecordMeta.of(new Version(view.field("version").text()))
                        .withAuthor(person(view.field("author")))
                        .withTimes(
                                Optional.of(view.field("created_at").instant()),
                                Optional.of(view.field("updated_at").instant()))
                        .withComments(new CommentCount.Known(view.field("comments").whole()))
                        .withBody(
                                body.isPresent() ? BodyState.PRESENT : BodyState.DEFERRED,
                                body.map(RecordReader::sha256));
        Optional<String> url = view.find("url").map(JsonView::text);
        TrackerRecord.Builder record =
                TrackerRecord.of(
                                new RecordId(view.field("id").text()),
                                view.field("title").text(),
                                url.map(meta::withUrl).orElse(meta))
                        .type(view.field("type").text())
                        .status(
                                new Status(
                                        view.field("status").text(),
                                        category(view.field("status_category").text())))
                        .assignees(
                                texts(view, "assignees").stream()
                                        .map(
                                                handle ->
                                                        new Person(
                                                                handle,
                                                                Optional.of(handle),
                                                                handle))
                                        .toList())
                        .labels(texts(view, "labels"))
                        .links(
                                view.field("links").items().stream()
                                        .map(
                                                link ->
                                                        new Link(
                                                                link.field("kind").text(),
                                                                new RecordId(
                                                                        link.field("target")
                                                                                .text())))
                                        .toList())
                        .body(body.orElse(""));
        view.find("priority").map(JsonView::text).ifPresent(record::priority);
        view.find("parent").map(JsonView::text).map(RecordId::new).ifPresent(record::parent);
        view.find("due").map(JsonView::date).ifPresent(record::due);
        extensions(view.field("fields")).forEach(record::set);
        return record.build();
    }

    private static Map<FieldRef, FieldValue> extensions(JsonView fields) {
        if (!(fields.value() instanceof Json.JsonObject object)) {
            throw fields.expected("an object");
        }
        Map<FieldRef, FieldValue> values = new TreeMap<>();
        for (String name : object.members().keySet()) {
            fields.find(name)
                    .ifPresent(view -> values.put(FieldRef.extension(name), value(name, view)));
        }
        return values;
    }

    private static FieldValue value(String name, JsonView view) {
        return switch (view.value()) {
            case Json.JsonText(String text) ->
                    DAYS.contains(name)
                            ? new FieldValue.DateValue(view.date())
                            : new FieldValue.TextValue(text);
            case Json.JsonNumber(var number) -> new FieldValue.NumberValue(number);
            case Json.JsonFlag(boolean flag) -> new FieldValue.FlagValue(flag);
            case Json.JsonArray _ ->
                    new FieldValue.ListValue(
                            view.items().stream().map(item -> value(name, item)).toList());
            case Json.JsonObject _, Json.JsonNull _ ->
                    throw view.expected("a text, number, flag or list");
        };
    }

    static StatusCategory category(String word) {
        return Arrays.stream(StatusCategory.values())
                .filter(category -> category.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(StatusCategory.UNKNOWN);
    }

    static List<String> texts(JsonView view, String member) {
        return view.field(member).items().stream().map(JsonView::text).toList();
    }

    /** By a copy: to look the algorithm up for each record takes longer than its body. */
    private static String sha256(String text) {
        try {
            MessageDigest digest = (MessageDigest) SHA_256.clone();
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException("a digest of the JDK can be copied", never);
        }
    }

    private static MessageDigest lookedUp() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
