package dev.stile.connectors.redmine;

import static dev.stile.connectors.redmine.support.Opened.bare;
import static dev.stile.connectors.redmine.support.Opened.call;

import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Page;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the stories against the real server share: a store of dana's, a project of their own, and
 * short words for values.
 */
abstract class AgainstRedmine {
    static final ProjectRef DEMO = new ProjectRef("demo");
    static final IdempotencyKey KEY = new IdempotencyKey("0123456789abcdef0123456789abcdef");

    final RedmineServer redmine;
    ProjectRef project = DEMO;
    final DirectEgress egress;
    final RecordStore store;

    AgainstRedmine(RedmineServer redmine) {
        this.redmine = redmine;
        this.egress = new DirectEgress(redmine.key("dana"));
        this.store = Opened.store(egress, redmine.webUrl().toString());
    }

    @BeforeEach
    void makeProject() throws Exception {
        project = new ProjectRef(redmine.newProject());
    }

    @AfterEach
    void close() {
        egress.close();
    }

    RecordId issue(String attributes) throws IOException, InterruptedException {
        return new RecordId(redmine.newIssue("dana", project.text(), attributes));
    }

    void edit(String login, RecordId id, String attributes) {
        try {
            redmine.expect(
                    login, "PUT", "/issues/" + id + ".json", "{\"issue\":{" + attributes + "}}");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Cursor cursor() {
        return readAll(store.listRecords(project, ListOptions.everything(), call()))
                .cursor()
                .orElseThrow();
    }

    TrackerRecord read(RecordId id) {
        return read(project, id);
    }

    TrackerRecord read(ProjectRef from, RecordId id) {
        return bare(store.getRecord(from, id, call()));
    }

    static Precondition ifStill(TrackerRecord record) {
        return new Precondition.IfVersion(record.meta().version());
    }

    static Untainted<RecordDraft, Sink.RecordField> draft(RecordDraft draft) {
        return UserInput.trusted(draft);
    }

    static Untainted<RecordChange, Sink.RecordField> change(FieldChange... changes) {
        return UserInput.trusted(new RecordChange(List.of(changes), Optional.empty()));
    }

    static FieldChange title(String title) {
        return set(FieldRef.TITLE, text(title));
    }

    static FieldChange set(FieldRef field, FieldValue value) {
        return new FieldChange.Set(field, value);
    }

    static FieldRef extension(String name) {
        return FieldRef.extension(name);
    }

    static FieldValue text(String text) {
        return new FieldValue.TextValue(text);
    }

    static FieldValue number(String number) {
        return new FieldValue.NumberValue(new BigDecimal(number));
    }

    static FieldValue day(String day) {
        return new FieldValue.DateValue(LocalDate.parse(day));
    }

    static FieldValue people(String id) {
        return new FieldValue.ListValue(
                List.of(new FieldValue.PersonValue(new Person(id, Optional.empty(), "anybody"))));
    }

    Read list(String project) {
        return readAll(
                store.listRecords(new ProjectRef(project), ListOptions.everything(), call()));
    }

    static String textOf(TrackerRecord record, String extension) {
        return record.value(FieldRef.extension(extension)).orElseThrow()
                        instanceof FieldValue.TextValue(String text)
                ? text
                : "";
    }

    record Read(List<Page> pages, ListingEnd end, Optional<Cursor> cursor) {
        List<String> ids() {
            return pages.stream().flatMap(page -> AgainstRedmine.ids(page).stream()).toList();
        }

        List<TrackerRecord> records() {
            return pages.stream()
                    .flatMap(page -> page.items().stream())
                    .map(
                            item ->
                                    item instanceof ListedItem.Present present
                                            ? bare(present.record())
                                            : null)
                    .toList();
        }

        List<String> titles() {
            return records().stream().map(TrackerRecord::title).toList();
        }
    }

    static List<String> ids(Page page) {
        return page.items().stream().map(item -> ((ListedItem.Present) item).id().text()).toList();
    }

    static Read readAll(Listing listing) {
        try (listing) {
            List<Page> pages = new ArrayList<>();
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                pages.add(page.get());
            }
            return new Read(pages, listing.end(), listing.nextCursor());
        }
    }
}
