package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A project's records and the sequence of what happened to them. Guarded by its {@link Tracker}'s
 * lock.
 *
 * <p>Listing walks the records by number and costs a page; changes walk the sequence, in which each
 * record stands once, at its last change, and cost what they answer.
 */
public final class Project {
    /** Fields that only the server writes. */
    public static final Set<String> SERVER_FIELDS =
            Set.of(
                    "id",
                    "status_category",
                    "version",
                    "author",
                    "url",
                    "created_at",
                    "updated_at",
                    "comments");

    private final Tracker tracker;
    private final long incarnation;
    private final List<FieldRule> fields;
    private final NavigableMap<Long, StoredRecord> records = new TreeMap<>();
    private final NavigableMap<Long, Change> changes = new TreeMap<>();
    private final NavigableMap<Long, Change> ended = new TreeMap<>();
    private final Conversations conversations = new Conversations();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private ProjectSettings settings;
    private Workflow workflow;
    private long sequence;
    private long lastNumber;

    Project(Tracker tracker, ProjectSettings settings, long incarnation) {
        this.tracker = tracker;
        this.settings = settings;
        this.incarnation = incarnation;
        this.workflow = Workflow.standard();
        this.fields = StandardFields.of(workflow);
    }

    /** How the project behaves. */
    public ProjectSettings settings() {
        return settings;
    }

    /** Changes how the project behaves; the slug and the form of ids stay. */
    public void settings(ProjectSettings changed) {
        if (!changed.idPrefix().equals(settings.idPrefix()) && lastNumber > 0) {
            throw Problem.invalid("id_prefix", "create_only", "there are records already")
                    .refused();
        }
        settings = changed;
    }

    /** The statuses and the ways between them. */
    public Workflow workflow() {
        return workflow;
    }

    /** Puts other ways between the same statuses. */
    public void workflow(Workflow changed) {
        workflow = changed;
    }

    /** The rules of every field that a client can name, in the order they are served. */
    public List<FieldRule> fields() {
        return fields.stream()
                .map(rule -> rule.name().equals("labels") ? rule.oneOf(settings.labels()) : rule)
                .toList();
    }

    /** Which of the projects that ever had this slug this is. */
    public long incarnation() {
        return incarnation;
    }

    /** The place of the newest change. */
    public long sequence() {
        return sequence;
    }

    /** How many records there are. */
    public int size() {
        return records.size();
    }

    /** Comments and attachments. */
    public Conversations conversations() {
        return conversations;
    }

    /** Answers kept under idempotency keys. */
    public Map<String, Remembered> remembered() {
        return remembered;
    }

    /** The place of the newest change that was there at this time. */
    public long sequenceAsOf(Instant time) {
        return changes.descendingMap().entrySet().stream()
                .filter(entry -> !entry.getValue().happenedAt().isAfter(time))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    /** At most so many records with a number above this one, by number, as the view sees them. */
    public List<StoredRecord> page(long after, int limit, View view) {
        List<StoredRecord> page = new ArrayList<>();
        Stream<StoredRecord> gone =
                ended.tailMap(after, false).values().stream()
                        .flatMap(end -> seenBeforeEnd(end, view));
        if (view instanceof View.AsOf) {
            TreeMap<Long, StoredRecord> both = new TreeMap<>();
            records.tailMap(after, false).values().stream()
                    .flatMap(record -> view.of(record).stream())
                    .limit(limit)
                    .forEach(record -> both.put(record.number(), record));
            gone.forEach(record -> both.put(record.number(), record));
            both.values().stream().limit(limit).forEach(page::add);
            return page;
        }
        for (StoredRecord record : records.tailMap(after, false).values()) {
            if (page.size() == limit) {
                break;
            }
            view.of(record).ifPresent(page::add);
        }
        return page;
    }

    private static Stream<StoredRecord> seenBeforeEnd(Change end, View view) {
        StoredRecord last =
                switch (end) {
                    case Change.Written(StoredRecord record) -> record;
                    case Change.Deleted(StoredRecord record, Instant _) -> record;
                    case Change.Moved(StoredRecord record, String _, Instant _) -> record;
                };
        return view.isBefore(end.happenedAt()) ? view.of(last).stream() : Stream.empty();
    }

    /** At most so many changes after one place and up to another, in order. */
    public List<Map.Entry<Long, Change>> changes(long after, long upTo, int limit) {
        return changes.subMap(after, false, Math.max(after, upTo), true).entrySet().stream()
                .limit(limit)
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The record with this id now, if there is one. */
    public Optional<StoredRecord> current(String id) {
        return number(id).flatMap(number -> Optional.ofNullable(records.get(number)));
    }

    /** The record with this id; a refusal that tells deleted and moved from never there. */
    public StoredRecord get(String id, View view) {
        Optional<StoredRecord> found = current(id).flatMap(view::of);
        if (found.isPresent()) {
            return found.get();
        }
        Optional<Change> end = number(id).flatMap(number -> Optional.ofNullable(ended.get(number)));
        Optional<StoredRecord> before =
                end.stream().flatMap(change -> seenBeforeEnd(change, view)).findFirst();
        return before.orElseThrow(() -> absent(id, end).refused());
    }

    private static Problem absent(String id, Optional<Change> end) {
        Problem never =
                Problem.of(404, "record_not_found", "there is no record with this id")
                        .with("id", Json.text(id));
        return end.map(
                        change ->
                                switch (change) {
                                    case Change.Written _ -> never;
                                    case Change.Deleted(StoredRecord _, Instant at) ->
                                            Problem.of(
                                                            410,
                                                            "record_deleted",
                                                            "the record was deleted")
                                                    .with("id", Json.text(id))
                                                    .with("at", Json.text(at.toString()));
                                    case Change.Moved(StoredRecord _, String to, Instant _) ->
                                            Problem.of(
                                                            410,
                                                            "record_moved",
                                                            "the record has another id")
                                                    .with("id", Json.text(id))
                                                    .with("to", Json.text(to));
                                })
                .orElse(never);
    }

    /** Creates a record from a draft. */
    public StoredRecord create(Json.Obj draft, User author) {
        return insert(editor().create(draft), author, tracker.now(), 0);
    }

    /**
     * Puts content that is known to be in order, for seeds; a client's goes through {@link
     * #create}.
     */
    public StoredRecord insert(Json.Obj content, User author, Instant at, long comments) {
        long number = ++lastNumber;
        var meta =
                Json.object()
                        .put("author", author.json())
                        .put("url", tracker.webUrl() + "/" + settings.slug() + "/" + id(number))
                        .put("created_at", at.toString());
        return put(number, content, meta.build(), comments, at, Optional.empty());
    }

    /** Applies a change; a change that changes nothing leaves the version as it is. */
    public StoredRecord change(StoredRecord was, Json.Obj change, Standing standing) {
        Json.Obj document = was.document();
        Json.Obj content = editor().change(document, was.id(), change);
        String from = document.text("status").orElseThrow();
        String to = content.text("status").orElseThrow();
        if (!from.equals(to)) {
            Workflow.Transition way = workflow.transition(from, to);
            if (!standing.reaches(way.role())) {
                throw workflow.notAllowed(
                                from,
                                "the way to " + to + " needs the role " + way.role().orElseThrow())
                        .refused();
            }
            for (String required : way.requires()) {
                if (content.object("fields").get(required).isEmpty()) {
                    throw Problem.invalid(
                                    "fields." + required,
                                    "required",
                                    "the way to " + to + " needs it")
                            .refused();
                }
            }
        }
        if (content.members().entrySet().stream()
                        .allMatch(
                                entry ->
                                        entry.getValue()
                                                .equals(document.members().get(entry.getKey())))
                && content.members().keySet().containsAll(contentNames(document))) {
            return was;
        }
        return put(
                was.number(),
                content,
                document,
                comments(document),
                tracker.now(),
                Optional.of(was));
    }

    private Set<String> contentNames(Json.Obj document) {
        Set<String> names = new LinkedHashSet<>(document.members().keySet());
        names.removeAll(SERVER_FIELDS);
        return names;
    }

    /** Shows that the record's comments changed, by so many. */
    public StoredRecord touch(StoredRecord was, long moreComments) {
        Json.Obj document = was.document();
        Json.Obj content = editor().change(document, was.id(), Json.object().build());
        return put(
                was.number(),
                content,
                document,
                comments(document) + moreComments,
                tracker.now(),
                Optional.of(was));
    }

    /** Deletes a record; its id is never given again. */
    public void delete(StoredRecord was) {
        end(was, new Change.Deleted(was, tracker.now()));
    }

    /** Gives a record the next free number; the old id says where it went. */
    public StoredRecord move(StoredRecord was) {
        long number = ++lastNumber;
        end(was, new Change.Moved(was, id(number), tracker.now()));
        Json.Obj document = was.document();
        Json.Obj meta =
                document.with(
                        "url",
                        Json.text(tracker.webUrl() + "/" + settings.slug() + "/" + id(number)));
        Json.Obj content = editor().change(document, was.id(), Json.object().build());
        conversations.move(was.number(), number);
        return put(number, content, meta, comments(document), tracker.now(), Optional.empty());
    }

    private void end(StoredRecord was, Change end) {
        records.remove(was.number());
        changes.remove(was.sequence());
        changes.put(++sequence, end);
        ended.put(was.number(), end);
    }

    private StoredRecord put(
            long number,
            Json.Obj content,
            Json.Obj meta,
            long comments,
            Instant at,
            Optional<StoredRecord> was) {
        long place = ++sequence;
        String id = id(number);
        byte[] written = content.bytes();
        String version = version(place, written);
        Json.Obj head = Json.object().put("id", id).put("version", version).build();
        Json.Obj tail =
                Json.object()
                        .put(
                                "status_category",
                                workflow.category(content.text("status").orElse("")))
                        .put("author", meta.object("author"))
                        .put("url", meta.text("url"))
                        .put("created_at", meta.text("created_at"))
                        .put("updated_at", at.toString())
                        .put("comments", comments)
                        .build();
        byte[] json = joined(head.bytes(), written, tail.bytes());
        StoredRecord record = new StoredRecord(number, id, version, place, at, json, was);
        was.ifPresent(old -> changes.remove(old.sequence()));
        records.put(number, record);
        changes.put(place, new Change.Written(record));
        return record;
    }

    // The place never repeats; the checksum keeps anybody from reading an order into it.
    private static String version(long place, byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return Long.toHexString(checksum.getValue() | 1L << 32).substring(1)
                + Long.toString(place, 36);
    }

    /** One object with the members of all three, without writing any of them a second time. */
    private static byte[] joined(byte[] head, byte[] content, byte[] tail) {
        byte[] json = new byte[head.length + content.length + tail.length - 2];
        System.arraycopy(head, 0, json, 0, head.length);
        System.arraycopy(content, 0, json, head.length - 1, content.length);
        System.arraycopy(tail, 0, json, head.length + content.length - 2, tail.length);
        json[head.length - 1] = ',';
        json[head.length + content.length - 2] = ',';
        return json;
    }

    private static long comments(Json.Obj document) {
        return document.number("comments").orElse(0L);
    }

    private ContentEditor editor() {
        return new ContentEditor(this, new ContentRules(this, tracker));
    }

    private String id(long number) {
        return settings.idPrefix() + number;
    }

    private Optional<Long> number(String id) {
        String prefix = settings.idPrefix();
        if (!id.startsWith(prefix) || !id.substring(prefix.length()).matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(id.substring(prefix.length())));
    }
}
