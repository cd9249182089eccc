package dev.stile.connectors.redmine.wire;

import dev.stile.api.json.JsonView;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Link;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordMeta;
import dev.stile.api.record.Status;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads an issue's JSON, which is the same from a listing and from a single read in all that is
 * shown here.
 *
 * <p>Spent time and totals over children are left out: they change without {@code updated_on}.
 *
 * @param webUrl address of the server, for links that people open
 * @param showsPrivate whether the private flag is shown and private issues are read
 */
public record IssueReader(URI webUrl, boolean showsPrivate) {
    /**
     * @throws dev.stile.api.error.ConnectorException.Malformed if a member that every issue has is
     *     missing or of another type, or a name or number is outside its grammar
     */
    public Issue read(JsonView issue, Vocabulary words) {
        try {
            return issue(issue, words);
        } catch (IllegalArgumentException outsideGrammar) {
            throw issue.expected("an issue whose numbers and names keep to their grammar");
        }
    }

    private Issue issue(JsonView issue, Vocabulary words) {
        long number = issue.field("id").whole();
        IssueVersion version = new IssueVersion();
        String description = issue.find("description").map(JsonView::text).orElse("");
        version.content("description", description);
        TrackerRecord.Builder record =
                TrackerRecord.of(
                                id(number),
                                subject(issue, version),
                                RecordMeta.of(new Version("-")))
                        .body(description);
        readNamed(issue, words, record, version);
        readPlain(issue, record, version);
        readCustomFields(issue, words, record, version);
        boolean isPrivate = issue.find("is_private").map(JsonView::flag).orElse(false);
        version.content("is_private", Boolean.toString(isPrivate));
        if (showsPrivate) {
            record.set(Attribute.IS_PRIVATE.field(), new FieldValue.FlagValue(isPrivate));
        }
        List<Link> links = Relations.of(issue, number);
        links.forEach(link -> version.shown(link.kind(), link.target().text()));
        record.links(links);
        record.meta(meta(issue, number, description, version));
        return new Issue(
                number, issue.field("project").field("id").whole(), isPrivate, record.build());
    }

    private static String subject(JsonView issue, IssueVersion version) {
        String subject = issue.field("subject").text();
        version.content("subject", subject);
        return subject;
    }

    private RecordMeta meta(JsonView issue, long number, String description, IssueVersion version) {
        Instant updated = issue.field("updated_on").instant();
        RecordMeta meta =
                RecordMeta.of(version.at(updated))
                        .withUrl(webUrl.toString().replaceFirst("/$", "") + "/issues/" + number)
                        .withTimes(
                                Optional.of(issue.field("created_on").instant()),
                                Optional.of(updated))
                        .withBody(BodyState.PRESENT, Optional.of(IssueVersion.hash(description)));
        return issue.find("author").map(author -> meta.withAuthor(person(author))).orElse(meta);
    }

    /**
     * Members of the form {@code {"id": 2, "name": "Normal"}}: the id is the content, the name is
     * what is shown.
     */
    private static void readNamed(
            JsonView issue, Vocabulary words, TrackerRecord.Builder record, IssueVersion version) {
        for (Attribute attribute : Attribute.values()) {
            switch (attribute) {
                case TRACKER, STATUS, PRIORITY, ASSIGNED_TO, CATEGORY, FIXED_VERSION ->
                        issue.find(attribute.read())
                                .ifPresent(
                                        named -> {
                                            long id = named.field("id").whole();
                                            String name = named.field("name").text();
                                            version.content(attribute.read(), Long.toString(id));
                                            version.shown(attribute.read(), name);
                                            if (attribute == Attribute.STATUS) {
                                                record.status(new Status(name, words.category(id)));
                                            } else if (attribute == Attribute.ASSIGNED_TO) {
                                                record.assignees(List.of(person(named)));
                                            } else {
                                                record.set(
                                                        attribute.field(),
                                                        new FieldValue.TextValue(name));
                                            }
                                        });
                case PARENT ->
                        issue.find(attribute.read())
                                .ifPresent(
                                        parent -> {
                                            long id = parent.field("id").whole();
                                            version.content(attribute.read(), Long.toString(id));
                                            record.parent(id(id));
                                        });
                case SUBJECT,
                        DESCRIPTION,
                        DUE_DATE,
                        START_DATE,
                        DONE_RATIO,
                        ESTIMATED_HOURS,
                        IS_PRIVATE -> {
                    // Not of this form; read by the other methods.
                }
            }
        }
    }

    private static void readPlain(
            JsonView issue, TrackerRecord.Builder record, IssueVersion version) {
        for (Attribute attribute : List.of(Attribute.DUE_DATE, Attribute.START_DATE)) {
            issue.find(attribute.read())
                    .map(JsonView::date)
                    .ifPresent(
                            date -> {
                                version.content(attribute.read(), date.toString());
                                record.set(attribute.field(), new FieldValue.DateValue(date));
                            });
        }
        for (Attribute attribute : List.of(Attribute.DONE_RATIO, Attribute.ESTIMATED_HOURS)) {
            issue.find(attribute.read())
                    .map(JsonView::number)
                    .ifPresent(
                            number -> {
                                FieldValue.NumberValue value = new FieldValue.NumberValue(number);
                                version.content(attribute.read(), value.number().toPlainString());
                                record.set(attribute.field(), value);
                            });
        }
    }

    private static void readCustomFields(
            JsonView issue, Vocabulary words, TrackerRecord.Builder record, IssueVersion version) {
        for (JsonView shown : Vocabulary.shownFields(issue)) {
            long id = shown.field("id").whole();
            CustomValues.texts(shown).forEach(text -> version.content("cf" + id, text));
            Optional.ofNullable(words.fields().get(id))
                    .ifPresent(
                            field ->
                                    CustomValues.read(shown, field)
                                            .ifPresent(value -> record.set(field.ref(), value)));
        }
    }

    static Person person(JsonView named) {
        return new Person(
                Long.toString(named.field("id").whole()),
                Optional.empty(),
                named.field("name").text());
    }

    private static RecordId id(long number) {
        return new RecordId(Long.toString(number));
    }
}
