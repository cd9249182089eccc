package dev.stile.testkit.action;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.Manifest;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.Comment;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.Who;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The usual actions of a tracker in the world of its record store, where their effects can be read.
 */
public abstract class TrackerActionWorld implements ActionWorld {
    private final ContractWorld tracker;
    private final SchemaChecker schemas;
    private final String setStatus;
    private final String status;
    private Optional<ProjectRef> project = Optional.empty();
    private int inputs;

    /**
     * @param setStatus slug of the action that changes a status
     * @param status a status that a new record can be given
     */
    protected TrackerActionWorld(
            ContractWorld tracker, SchemaChecker schemas, String setStatus, String status) {
        this.tracker = tracker;
        this.schemas = schemas;
        this.setStatus = setStatus;
        this.status = status;
    }

    /** An input of an action that is not one of the usual. */
    protected abstract Json.JsonObject further(String action, ProjectRef place);

    @Override
    public String connector() {
        return tracker.connector();
    }

    @Override
    public String dialect() {
        return tracker.dialect();
    }

    @Override
    public Manifest manifest() {
        return tracker.manifest();
    }

    @Override
    public SchemaChecker schemas() {
        return schemas;
    }

    @Override
    public Json.JsonObject input(String action) {
        String said = "said in input " + ++inputs;
        if (action.startsWith("create_")) {
            return Json.object()
                    .put("project", project().text())
                    .put("title", said)
                    .put("body", "the text of " + said)
                    .build();
        }
        if (action.equals("comment")) {
            return aboutNewRecord().put("text", said).build();
        }
        if (action.equals(setStatus)) {
            return aboutNewRecord().put("status", status).build();
        }
        if (action.equals("assign")) {
            return aboutNewRecord()
                    .put("person", tracker.assignable(project()).orElseThrow().id())
                    .build();
        }
        return action.startsWith("get_") ? aboutNewRecord().build() : further(action, project());
    }

    @Override
    public long effects(String action, Json.JsonObject input) {
        if (action.startsWith("create_")) {
            String title = text(input, "title");
            return everything().stream().filter(record -> record.title().equals(title)).count();
        }
        if (action.equals("comment")) {
            String said = text(input, "text");
            return stranger()
                    .listComments(project(), new RecordId(text(input, "id")), call())
                    .stream()
                    .map(ActionScene::<Comment>bare)
                    .filter(comment -> comment.body().strip().equals(said))
                    .count();
        }
        Predicate<TrackerRecord> holds =
                action.equals(setStatus)
                        ? record ->
                                record.status()
                                        .filter(
                                                now ->
                                                        now.name()
                                                                .equalsIgnoreCase(
                                                                        text(input, "status")))
                                        .isPresent()
                        : record ->
                                record.assignees().stream()
                                        .anyMatch(
                                                person ->
                                                        person.id().equals(text(input, "person")));
        Tainted<TrackerRecord> record =
                stranger().getRecord(project(), new RecordId(text(input, "id")), call());
        return holds.test(ActionScene.bare(record)) ? 1 : 0;
    }

    @Override
    public List<RefusedInput> refused() {
        return List.of(
                new RefusedInput(
                        setStatus,
                        aboutNewRecord().put("status", "No Such Status").build(),
                        "status"),
                new RefusedInput(
                        "assign", aboutNewRecord().put("person", "99999999").build(), "person"));
    }

    private ProjectRef project() {
        if (project.isEmpty()) {
            project = Optional.of(tracker.emptyProject());
        }
        return project.get();
    }

    private RecordStore stranger() {
        return tracker.open(Who.COLLEAGUE, UnaryOperator.identity()).orElseThrow();
    }

    private Json.ObjectBuilder aboutNewRecord() {
        RecordId id =
                stranger()
                        .createRecord(
                                project(),
                                UserInput.trusted(RecordDraft.titled("about this")),
                                new IdempotencyKey(UUID.randomUUID().toString()),
                                call())
                        .id();
        return Json.object().put("project", project().text()).put("id", id.text());
    }

    private List<TrackerRecord> everything() {
        List<TrackerRecord> records = new ArrayList<>();
        try (Listing listing =
                stranger().listRecords(project(), ListOptions.everything(), call())) {
            for (Optional<Page> page = listing.nextPage();
                    page.isPresent();
                    page = listing.nextPage()) {
                for (ListedItem item : page.get().items()) {
                    if (item instanceof ListedItem.Present present) {
                        records.add(ActionScene.bare(present.record()));
                    }
                }
            }
        }
        return records;
    }

    private CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)),
                "world",
                Label.outside(Scope.of(tracker.connector())),
                Progress.SILENT);
    }

    private static String text(Json.JsonObject input, String name) {
        Map<String, Json> members = input.members();
        return members.get(name) instanceof Json.JsonText(String text) ? text : "";
    }
}
