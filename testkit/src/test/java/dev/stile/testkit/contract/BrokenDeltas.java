package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.ListedItem;
import dev.stile.api.store.Listing;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.Version;

import java.util.List;
import java.util.Optional;

/** Stores that say something wrong of what changed. */
final class BrokenDeltas {
    private BrokenDeltas() {}

    static List<Twin> all() {
        return List.of(
                delta(
                        "asks for what is later than the next change",
                        (store, project, cursor, call) ->
                                store.listChangedSince(
                                        project, later(store, project, cursor, call), call),
                        "C24",
                        "C25",
                        "C27",
                        "C29",
                        "C30"),
                delta(
                        "takes a cursor that it never gave for the newest",
                        (store, project, cursor, call) ->
                                cursor.text().contains(" ")
                                        ? BrokenReads.nothing()
                                        : store.listChangedSince(project, cursor, call),
                        "C28"),
                delta(
                        "keeps deletions to itself",
                        (store, project, cursor, call) ->
                                Pages.showing(
                                        store.listChangedSince(project, cursor, call),
                                        item ->
                                                item instanceof ListedItem.Deleted
                                                        ? new ListedItem.Unreadable(
                                                                Optional.empty(), "gone")
                                                        : item),
                        "C27",
                        "C29"),
                delta(
                        "lists changes at versions of their own",
                        (store, project, cursor, call) ->
                                Pages.showing(
                                        store.listChangedSince(project, cursor, call),
                                        item ->
                                                item instanceof ListedItem.Present present
                                                        ? new ListedItem.Present(
                                                                present.id(),
                                                                new Version(
                                                                        present.version() + "x"),
                                                                present.record())
                                                        : item),
                        "C27",
                        "C30"));
    }

    private static Cursor later(
            RecordStore store, ProjectRef project, Cursor cursor, CallContext call) {
        // Also checks the cursor, as the healthy store does.
        Scene.pages(store.listChangedSince(project, cursor, call));
        Cursor newest =
                Listed.of(store.listRecords(project, ListOptions.everything(), call))
                        .cursor()
                        .orElseThrow();
        long next = Long.parseLong(cursor.text()) + 1;
        return new Cursor(Long.toString(Math.min(next, Long.parseLong(newest.text()))));
    }

    @FunctionalInterface
    private interface Delta {
        Listing since(RecordStore store, ProjectRef project, Cursor cursor, CallContext call);
    }

    private static Twin delta(String wrong, Delta delta, String... fails) {
        return Twin.that(
                wrong,
                store ->
                        new Passing(store) {
                            @Override
                            public Listing listChangedSince(
                                    ProjectRef project, Cursor cursor, CallContext call) {
                                return delta.since(store, project, cursor, call);
                            }
                        },
                fails);
    }
}
