package dev.stile.core.change;

import dev.stile.api.event.EventFlag;
import dev.stile.api.event.RecordEventId;
import dev.stile.api.json.Json;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.EventId;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happened to a record between two looks at it. The same two looks give the same events, byte
 * for byte. Pure.
 */
final class RecordEvents {
    static final String CREATED = "record.created";
    static final String UPDATED = "record.updated";
    static final String COMMENTED = "record.commented";
    static final String DELETED = "record.deleted";

    /** Longer bodies are cut, so that a payload stays under 16 KiB. */
    private static final int LONGEST_BODY = 6_000;

    private RecordEvents() {}

    /** What came of a record between two looks. */
    private enum Outcome {
        NOTHING,
        EDITED,
        COMMENTED,
        BOTH
    }

    /** Events of a record that is there. */
    static List<ChangeEvent> of(
            ProjectRef project,
            RecordId id,
            Version version,
            Tainted<TrackerRecord> record,
            Optional<Tainted<Snapshot>> before) {
        if (before.isEmpty()) {
            Tainted<Json.JsonObject> payload =
                    record.map(now -> payload(project, now, Optional.empty()));
            return List.of(
                    event(RecordEventId.of(project, id, version), id, CREATED, record, payload));
        }
        Tainted<Json.JsonObject> payload =
                record.combine(before.get(), (now, old) -> payload(project, now, Optional.of(old)));
        ChangeEvent edited =
                event(RecordEventId.of(project, id, version), id, UPDATED, record, payload);
        ChangeEvent commented =
                event(commentedId(project, id, version), id, COMMENTED, record, payload);
        return switch (outcome(record, before.get())) {
            case NOTHING -> List.of();
            case EDITED -> List.of(edited);
            case COMMENTED -> List.of(commented);
            case BOTH -> List.of(edited, commented);
        };
    }

    /** How a record is, where nothing is known of how it was: made since then, or changed. */
    static ChangeEvent past(
            ProjectRef project,
            RecordId id,
            Version version,
            Tainted<TrackerRecord> record,
            Instant since) {
        Moment made = record.checked(now -> new Moment(now.meta().createdAt().orElse(Instant.MAX)));
        Tainted<Json.JsonObject> payload =
                record.map(now -> payload(project, now, Optional.empty()));
        return event(
                RecordEventId.of(project, id, version),
                id,
                made.at().isBefore(since) ? UPDATED : CREATED,
                record,
                payload);
    }

    static EventId commentedId(ProjectRef project, RecordId id, Version version) {
        return RecordEventId.of(project, id, version, "commented");
    }

    /** The event of a record that the source says is gone. */
    static ChangeEvent deleted(ProjectRef project, RecordId id, Tainted<Snapshot> last) {
        Tainted<Json.JsonObject> payload =
                last.map(
                        snapshot ->
                                Json.object()
                                        .put("message", title(snapshot.fields()))
                                        .put("source", source(project, id))
                                        .put("flags", List.of("deleted"))
                                        .put("record", snapshot.json())
                                        .build());
        return new ChangeEvent(
                RecordEventId.deleted(project, id),
                DELETED,
                Optional.empty(),
                id,
                Set.of(EventFlag.DELETED),
                payload);
    }

    private static ChangeEvent event(
            EventId event,
            RecordId id,
            String kind,
            Tainted<TrackerRecord> record,
            Tainted<Json.JsonObject> payload) {
        return new ChangeEvent(event, kind, updatedAt(record), id, Set.of(), payload);
    }

    static Optional<Instant> updatedAt(Tainted<TrackerRecord> record) {
        Moment time =
                record.checked(now -> new Moment(now.meta().updatedAt().orElse(Instant.EPOCH)));
        return Optional.of(time.at()).filter(known -> !known.equals(Instant.EPOCH));
    }

    private static Outcome outcome(Tainted<TrackerRecord> record, Tainted<Snapshot> before) {
        return record.combine(before, RecordEvents::compare).checked(Fact::new).answer();
    }

    private static Outcome compare(TrackerRecord record, Snapshot before) {
        Snapshot now = Snapshot.of(record);
        boolean commented =
                now.fields().get(Snapshot.COMMENTS) instanceof Json.JsonNumber(BigDecimal count)
                        && before.fields().get(Snapshot.COMMENTS)
                                instanceof Json.JsonNumber(BigDecimal old)
                        && count.compareTo(old) > 0;
        boolean edited = !now.withoutComments().equals(before.withoutComments());
        return edited
                ? (commented ? Outcome.BOTH : Outcome.EDITED)
                : (commented ? Outcome.COMMENTED : Outcome.NOTHING);
    }

    private static Json.JsonObject payload(
            ProjectRef project, TrackerRecord record, Optional<Snapshot> before) {
        RecordMeta meta = record.meta();
        Json.ObjectBuilder payload = Json.object().put("message", record.title());
        meta.author().ifPresent(author -> payload.put("author", author.spelled()));
        payload.put("source", source(project, record.id()));
        meta.updatedAt().ifPresent(time -> payload.put("time", time.toString()));
        payload.putIf("url", meta.url());
        payload.put("flags", List.of());
        Map<String, Json> now = Snapshot.of(record).fields();
        payload.put("record", shown(record, now));
        before.ifPresent(old -> payload.put("changed", changes(old.fields(), now)));
        if (record.body().length() > LONGEST_BODY) {
            payload.put(
                    "truncated",
                    Json.array(List.of(cut("/record/body", LONGEST_BODY, record.body().length()))));
        }
        return payload.build();
    }

    private static Json source(ProjectRef project, RecordId id) {
        return Json.object().put("container", project.text()).put("item", id.text()).build();
    }

    private static Json shown(TrackerRecord record, Map<String, Json> fields) {
        Json.ObjectBuilder shown = Json.object().put("id", record.id().text());
        fields.forEach(
                (name, value) -> {
                    if (!name.equals(Snapshot.BODY)) {
                        shown.put(name, value);
                    }
                });
        return shown.put(Snapshot.BODY, whole(record.body(), LONGEST_BODY)).build();
    }

    static Json cut(String field, int kept, int of) {
        return Json.object().put("field", field).put("kept", kept).put("of", of).build();
    }

    /** The beginning of a text, and no half of a character. */
    static String whole(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }

    /** Each changed field with both values; of a body only that it changed. */
    private static Json changes(Map<String, Json> before, Map<String, Json> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Json> changes = new ArrayList<>();
        for (String name : names) {
            if (Objects.equals(before.get(name), now.get(name))) {
                continue;
            }
            Json.ObjectBuilder change = Json.object().put("field", name);
            if (!name.equals(Snapshot.BODY)) {
                change.put("from", before.getOrDefault(name, Json.nothing()));
                change.put("to", now.getOrDefault(name, Json.nothing()));
            }
            changes.add(change.build());
        }
        return Json.array(changes);
    }

    private static String title(Map<String, Json> fields) {
        return fields.get("title") instanceof Json.JsonText(String title) ? title : "";
    }
}
