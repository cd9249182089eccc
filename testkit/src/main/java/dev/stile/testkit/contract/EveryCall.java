package dev.stile.testkit.contract;

import dev.stile.api.call.CallContext;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.ListOptions;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RecordStore;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls by which a store is asked about a project, to try one thing on all of them. */
public final class EveryCall {
    private static final RecordId SOME = new RecordId("1");
    private static final IdempotencyKey KEY = new IdempotencyKey("every-call");
    private static final Precondition ANY = new Precondition.Unconditional();

    private EveryCall() {}

    /**
     * Each call about record 1 of the project, by the name of its method. A listing is asked for
     * its first page.
     *
     * @param cursor one that the store could have given
     */
    public static Map<String, Runnable> about(
            ProjectRef project, RecordStore store, Cursor cursor, CallContext call) {
        Map<String, Runnable> calls = new LinkedHashMap<>();
        calls.put("schema", () -> store.schema(project, call));
        calls.put(
                "listRecords",
                () -> Scene.pages(store.listRecords(project, ListOptions.everything(), call)));
        calls.put(
                "listChangedSince",
                () -> Scene.pages(store.listChangedSince(project, cursor, call)));
        calls.put("getRecord", () -> store.getRecord(project, SOME, call));
        calls.put(
                "createRecord",
                () ->
                        store.createRecord(
                                project, Scene.safe(RecordDraft.titled("a title")), KEY, call));
        calls.put(
                "findCreated",
                () ->
                        store.findCreated(
                                project,
                                new CreateIntent.OfRecord(Scene.safe(RecordDraft.titled("t"))),
                                KEY,
                                Instant.EPOCH,
                                call));
        calls.put(
                "updateRecord",
                () ->
                        store.updateRecord(
                                project, SOME, Scene.safe(Scene.titled("a title")), ANY, call));
        RemoveMode mode = store.supports(Feature.DELETE) ? RemoveMode.DELETE : RemoveMode.CLOSE;
        calls.put(
                "deleteOrClose",
                () -> store.deleteOrClose(project, SOME, mode, DeleteReason.ABANDONED, ANY, call));
        calls.put("listComments", () -> store.listComments(project, SOME, call));
        calls.put(
                "addComment",
                () ->
                        store.addComment(
                                project,
                                SOME,
                                Scene.safe(new CommentDraft("a comment", Optional.empty())),
                                KEY,
                                call));
        return calls;
    }
}
