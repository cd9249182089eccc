package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldType;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.record.Writability;
import dev.stile.api.store.Feature;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.ListingEnd;
import dev.stile.api.store.Listings;
import dev.stile.api.store.PageSource;
import dev.stile.api.store.ReadResult;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Stores that say something wrong. */
final class BrokenReads {
    private BrokenReads() {}

    static List<Twin> all() {
        List<Twin> twins = new ArrayList<>(identity());
        twins.addAll(listings());
        twins.addAll(records());
        return twins;
    }

    private static List<Twin> identity() {
        return List.of(
                Twin.that(
                        "has no slug for a name",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public String name() {
                                        return "Memory Tracker";
                                    }
                                },
                        "C01"),
                Twin.that(
                        "changes its mind about a feature",
                        store ->
                                new Passing(store) {
                                    private boolean webhooks;

                                    @Override
                                    public boolean supports(Feature feature) {
                                        webhooks ^= feature == Feature.WEBHOOKS;
                                        return feature == Feature.WEBHOOKS
                                                ? webhooks
                                                : super.supports(feature);
                                    }
                                },
                        "C02"),
                schema(
                        "has labels and does not say so in its schema",
                        schema ->
                                fields(
                                        schema,
                                        schema.fields().stream()
                                                .filter(
                                                        field ->
                                                                !field.field()
                                                                        .equals(FieldRef.LABELS))
                                                .toList()),
                        "C03"),
                schema(
                        "lets its authors be written",
                        schema -> {
                            List<FieldSchema> more = new ArrayList<>(schema.fields());
                            more.add(
                                    FieldSchema.of(
                                                    new FieldRef("author", false),
                                                    FieldType.one(FieldType.Kind.TEXT))
                                            .writable(Writability.ON_UPDATE));
                            return fields(schema, more);
                        },
                        "C46"),
                Twin.that("knows ids by the object and not by the text", Forgetful::new, "C04"),
                Twin.that(
                        "has a root that is no word",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public String rootCollectionName() {
                                        return "Issues/all";
                                    }
                                },
                        "C05",
                        "C03"));
    }

    /** Gave out these very objects. */
    private static final class Forgetful extends Passing {
        private final Set<RecordId> given = Collections.newSetFromMap(new IdentityHashMap<>());

        Forgetful(RecordStore healthy) {
            super(healthy);
        }

        @Override
        public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
            Listing all = super.listRecords(project, ListOptions.everything(), call);
            Scene.pages(all).stream()
                    .flatMap(page -> page.items().stream())
                    .forEach(
                            item -> {
                                if (item instanceof ListedItem.Present present) {
                                    given.add(present.id());
                                }
                            });
            if (!given.contains(id)) {
                throw new NotFound(What.RECORD, "nobody was given this id");
            }
            return super.getRecord(project, id, call);
        }
    }

    private static List<Twin> listings() {
        return List.of(
                listing(
                        "cannot prove that nothing is all",
                        (all, store) -> Pages.endingAs(new ListingEnd.Unknown("it is empty"), all),
                        true,
                        "C06"),
                Twin.that(
                        "takes a missing project for an empty one",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public Listing listRecords(
                                            ProjectRef project,
                                            ListOptions options,
                                            CallContext call) {
                                        try {
                                            return super.listRecords(project, options, call);
                                        } catch (NotFound missing) {
                                            return nothing();
                                        }
                                    }
                                },
                        "C07"),
                listing(
                        "stops after two pages",
                        (all, store) -> Pages.cutAfter(2, all),
                        false,
                        "C08",
                        "C10"),
                Twin.that("counts how many it has shown", ByOffset::of, "C10"),
                listing(
                        "calls a cut listing whole",
                        (all, store) -> Pages.endingAs(new ListingEnd.Complete(), all),
                        false,
                        "C11"),
                Twin.that(
                        "begins again wherever it is asked to go on",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public Listing listRecords(
                                            ProjectRef project,
                                            ListOptions options,
                                            CallContext call) {
                                        return super.listRecords(
                                                project, ListOptions.everything(), call);
                                    }
                                },
                        "C14"),
                Twin.that(
                        "lists other texts than it shows",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public Listing listRecords(
                                            ProjectRef project,
                                            ListOptions options,
                                            CallContext call) {
                                        return Pages.showing(
                                                super.listRecords(project, options, call),
                                                item -> changed(item, BrokenReads::withoutBody));
                                    }
                                },
                        "C18"));
    }

    private static TrackerRecord withoutBody(TrackerRecord record) {
        return record.toBuilder().body("").build();
    }

    private static List<Twin> records() {
        return List.of(
                Twin.that(
                        "calls a missing record a missing project",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public Tainted<TrackerRecord> getRecord(
                                            ProjectRef project, RecordId id, CallContext call) {
                                        try {
                                            return super.getRecord(project, id, call);
                                        } catch (NotFound missing) {
                                            throw new NotFound(What.PROJECT, "no such thing");
                                        }
                                    }
                                },
                        "C19"),
                Twin.that("shows a record in another way the second time", Fickle::new, "C20"),
                Twin.that(
                        "reads all or nothing",
                        store ->
                                new Passing(store) {
                                    @Override
                                    public Map<RecordId, ReadResult> getRecords(
                                            ProjectRef project,
                                            List<RecordId> ids,
                                            CallContext call) {
                                        Map<RecordId, ReadResult> read = new LinkedHashMap<>();
                                        ids.forEach(
                                                id ->
                                                        read.put(
                                                                id,
                                                                new ReadResult.Read(
                                                                        getRecord(
                                                                                project, id,
                                                                                call))));
                                        return read;
                                    }
                                },
                        "C22"),
                Twin.of(
                        "shows an empty project to who may not see it",
                        (store, who) ->
                                who != Who.OUTSIDER
                                        ? store
                                        : new Passing(store) {
                                            @Override
                                            public Listing listRecords(
                                                    ProjectRef project,
                                                    ListOptions options,
                                                    CallContext call) {
                                                return nothing();
                                            }
                                        },
                        "C85"),
                Twin.that("reads what was asked last, whoever asks", Mixing::new, "C86"));
    }

    /** Reads of virtual threads meet before any of them asks the server, as bad luck has it. */
    private static final class Mixing extends Passing {
        private final CyclicBarrier all = new CyclicBarrier(8);
        private volatile RecordId asked = new RecordId("none");

        Mixing(RecordStore healthy) {
            super(healthy);
        }

        @Override
        public Tainted<TrackerRecord> getRecord(ProjectRef project, RecordId id, CallContext call) {
            if (!Thread.currentThread().isVirtual()) {
                return super.getRecord(project, id, call);
            }
            asked = id;
            try {
                all.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
                throw new IllegalStateException("fewer threads than the case has", alone);
            }
            return super.getRecord(project, asked, call);
        }
    }

    /** Another address at each second look at the same version. */
    private static final class Fickle extends Passing {
        private final Map<Version, Integer> looks = new LinkedHashMap<>();

        Fickle(RecordStore healthy) {
            super(healthy);
        }

        @Override
        public synchronized Tainted<TrackerRecord> getRecord(
                ProjectRef project, RecordId id, CallContext call) {
            Tainted<TrackerRecord> record = super.getRecord(project, id, call);
            int look = looks.merge(record.checked(read -> read.meta().version()), 1, Integer::sum);
            return look == 1
                    ? record
                    : record.map(
                            read ->
                                    read.toBuilder()
                                            .meta(read.meta().withUrl("https://x.example/" + look))
                                            .build());
        }
    }

    @FunctionalInterface
    private interface Relisting {
        Listing of(Listing healthy, RecordStore store);
    }

    private static Twin listing(
            String wrong, Relisting relisting, boolean onlyIfEmpty, String... fails) {
        return Twin.that(
                wrong,
                store ->
                        new Passing(store) {
                            @Override
                            public Listing listRecords(
                                    ProjectRef project, ListOptions options, CallContext call) {
                                Listing healthy = super.listRecords(project, options, call);
                                boolean empty =
                                        Listed.of(super.listRecords(project, options, call))
                                                .items()
                                                .isEmpty();
                                return onlyIfEmpty && !empty
                                        ? healthy
                                        : relisting.of(healthy, store);
                            }
                        },
                fails);
    }

    private static Twin schema(String wrong, UnaryOperator<RecordSchema> change, String... fails) {
        return Twin.that(
                wrong,
                store ->
                        new Passing(store) {
                            @Override
                            public Tainted<RecordSchema> schema(
                                    ProjectRef project, CallContext call) {
                                return super.schema(project, call).map(change);
                            }
                        },
                fails);
    }

    private static RecordSchema fields(RecordSchema schema, List<FieldSchema> fields) {
        return new RecordSchema(
                schema.root(),
                fields,
                schema.statuses(),
                schema.bodyFormat(),
                schema.pageSize(),
                schema.timeGranularity(),
                schema.overlap(),
                schema.idsAreCaseSensitive(),
                schema.comments(),
                schema.attachmentsOffered());
    }

    private static ListedItem changed(ListedItem item, UnaryOperator<TrackerRecord> change) {
        return item instanceof ListedItem.Present present
                ? new ListedItem.Present(
                        present.id(), present.version(), present.record().map(change))
                : item;
    }

    /** A listing that ends at once and says that this is all. */
    static Listing nothing() {
        return Listings.byCursor(
                ListOptions.everything(),
                page ->
                        new PageSource.Fetched(
                                List.of(),
                                Optional.empty(),
                                true,
                                Optional.empty(),
                                Optional.empty()));
    }
}
