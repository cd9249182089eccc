package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Listing;
import dev.stile.api.store.Page;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * One case's piece of the world: a watched store, a project of its own, and the few steps that all
 * cases share.
 */
public final class Scene {
    private static final int MOST_PAGES = 10_000;

    private final ContractWorld world;
    private final RandomGenerator random;
    private final Wire wire = new Wire();
    private final RecordStore store;
    private Optional<ProjectRef> project = Optional.empty();

    /**
     * @param random for what a case makes up: the same seed gives the same keys
     */
    Scene(ContractWorld world, RandomGenerator random) {
        this.world = world;
        this.random = random;
        this.store =
                world.open(Who.MEMBER, wire::over)
                        .orElseThrow(() -> new IllegalStateException("a world has a member"));
    }

    public ContractWorld world() {
        return world;
    }

    /** The store under test, opened for the member, on the watched wire. */
    public RecordStore store() {
        return store;
    }

    public Wire wire() {
        return wire;
    }

    /** A store of somebody else, not watched. */
    public RecordStore as(Who who) {
        return world.open(who, UnaryOperator.identity())
                .orElseThrow(() -> new NotRun("this world has nobody who is " + who));
    }

    /** This case's project, made without records at the first call. */
    public ProjectRef project() {
        if (project.isEmpty()) {
            project = Optional.of(world.emptyProject());
        }
        return project.get();
    }

    public CallContext call() {
        return call(Duration.ofSeconds(60));
    }

    public CallContext call(Duration patience) {
        Label label = Label.outside(Scope.of(world.connector(), project().text()));
        return new CallContext(Deadline.after(patience), "contract", label, Progress.SILENT);
    }

    public RecordSchema schema() {
        return Seen.in(store.schema(project(), call()));
    }

    /** Ends the case where something that it needs is not offered. */
    public void only(boolean offered, String reason) {
        if (!offered) {
            throw new NotRun(reason);
        }
    }

    public boolean offers(Feature feature) {
        return store.supports(feature);
    }

    public List<RecordId> seed(int count) {
        return world.seed(project(), count, store, this);
    }

    public RecordId one(String title, String body) {
        return create(RecordDraft.titled(title).withBody(body)).id();
    }

    public WriteResult create(RecordDraft draft) {
        return store.createRecord(project(), safe(draft), key(), call());
    }

    public TrackerRecord read(RecordId id) {
        return Seen.in(store.getRecord(project(), id, call()));
    }

    public Version version(RecordId id) {
        return read(id).meta().version();
    }

    /** The precondition that a user has who just fetched. */
    public Precondition unchanged(RecordId id) {
        return new Precondition.IfVersion(version(id));
    }

    public WriteResult update(RecordId id, RecordChange change, Precondition precondition) {
        return store.updateRecord(project(), id, safe(change), precondition, call());
    }

    /** An edit of the title by somebody else. */
    public void strangerRetitles(RecordId id, String title) {
        as(Who.COLLEAGUE)
                .updateRecord(
                        project(),
                        id,
                        safe(titled(title)),
                        new Precondition.Unconditional(),
                        call());
    }

    /** Somebody else deletes it, whatever it is like. */
    void colleagueDeletes(RecordId id) {
        as(Who.COLLEAGUE)
                .deleteOrClose(
                        project(),
                        id,
                        RemoveMode.DELETE,
                        DeleteReason.ABANDONED,
                        new Precondition.Unconditional(),
                        call());
    }

    public static RecordChange titled(String title) {
        return set(FieldRef.TITLE, new FieldValue.TextValue(title));
    }

    public static RecordChange set(FieldRef field, FieldValue value) {
        return new RecordChange(List.of(new FieldChange.Set(field, value)), Optional.empty());
    }

    public synchronized IdempotencyKey key() {
        byte[] key = new byte[16];
        random.nextBytes(key);
        return new IdempotencyKey(HexFormat.of().formatHex(key));
    }

    public static <T> Untainted<T, Sink.RecordField> safe(T value) {
        return UserInput.trusted(value);
    }

    /** Reads a listing to its end, bounded. */
    public static List<Page> pages(Listing listing) {
        List<Page> pages = new ArrayList<>();
        Optional<Page> page = listing.nextPage();
        while (page.isPresent()) {
            pages.add(page.get());
            if (pages.size() > MOST_PAGES) {
                throw new AssertionError("a listing that does not end");
            }
            page = listing.nextPage();
        }
        return pages;
    }
}
