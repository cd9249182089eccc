package dev.stile.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.record.CommentDraft;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.record.RecordSchema;
import dev.stile.api.store.CreateIntent;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.Feature;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Version;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What must hold for a feature that a store says it does not offer. */
final class OffFeature {
    private static final RecordId SOME = new RecordId("1");
    private static final Precondition ANY = new Precondition.Unconditional();

    private final Scene scene;

    OffFeature(Scene scene) {
        this.scene = scene;
    }

    void isRefusedWithoutARequest(Feature feature) {
        Optional<ThrowingCallable> operation = operation(feature);
        if (operation.isPresent()) {
            refuses(feature, operation.get());
        } else {
            fieldOf(feature).ifPresent(this::cannotBeWritten);
        }
    }

    private void refuses(Feature feature, ThrowingCallable operation) {
        scene.project();
        List<Exchange> sent =
                scene.wire()
                        .during(
                                () ->
                                        assertThatThrownBy(operation)
                                                .as("an operation of %s, which is off", feature)
                                                .isInstanceOfSatisfying(
                                                        NotSupported.class,
                                                        refused ->
                                                                assertThat(refused.feature())
                                                                        .isEqualTo(
                                                                                feature.name())));
        assertThat(sent).as("requests of an operation that is off").isEmpty();
    }

    private void cannotBeWritten(FieldRef field) {
        RecordSchema schema = scene.schema();
        schema.field(field)
                .ifPresent(
                        present ->
                                assertThat(present.writable().onUpdate())
                                        .as("%s can be written", field)
                                        .isFalse());
    }

    /** The operation that is the feature, where there is one. */
    private Optional<ThrowingCallable> operation(Feature feature) {
        return switch (feature) {
            case CREATE -> Optional.of(() -> scene.create(RecordDraft.titled("a title")));
            case UPDATE -> Optional.of(() -> scene.update(SOME, Scene.titled("a title"), ANY));
            case DELETE -> Optional.of(() -> remove(RemoveMode.DELETE));
            case CLOSE -> Optional.of(() -> remove(RemoveMode.CLOSE));
            case COMMENTS_READ ->
                    Optional.of(
                            () -> scene.store().listComments(scene.project(), SOME, scene.call()));
            case COMMENTS_WRITE -> Optional.of(this::comment);
            case ATTACHMENTS_READ ->
                    Optional.of(
                            () ->
                                    scene.store()
                                            .listAttachments(scene.project(), SOME, scene.call()));
            case ATTACHMENTS_WRITE -> Optional.of(this::attach);
            case CHANGED_SINCE -> Optional.of(this::askForChanges);
            case FIND_CREATED -> Optional.of(this::find);
            case REVISIONS ->
                    Optional.of(
                            () ->
                                    scene.store()
                                            .getRevision(
                                                    scene.project(),
                                                    SOME,
                                                    new Version("1"),
                                                    scene.call()));
            case PROJECTS -> Optional.of(() -> scene.store().projects(scene.call()));
            case LINKS,
                    PARENT,
                    PARENT_WRITE,
                    ASSIGNEES,
                    LABELS,
                    EXTENSIONS_WRITE,
                    WORKFLOW,
                    DELETIONS_IN_DELTA,
                    CONDITIONAL_WRITE,
                    CONDITIONAL_READ,
                    WEAK_VERSION,
                    IDEMPOTENT_CREATE,
                    BODIES_IN_LISTING,
                    BATCH_READ,
                    RICH_TEXT,
                    WEBHOOKS,
                    CHILDREN_GO_ALONG ->
                    Optional.empty();
        };
    }

    /** The field that only this feature lets one write. */
    private static Optional<FieldRef> fieldOf(Feature feature) {
        return switch (feature) {
            case LINKS -> Optional.of(FieldRef.LINKS);
            case PARENT, PARENT_WRITE -> Optional.of(FieldRef.PARENT);
            case ASSIGNEES -> Optional.of(FieldRef.ASSIGNEES);
            case LABELS -> Optional.of(FieldRef.LABELS);
            case CREATE,
                    UPDATE,
                    DELETE,
                    CLOSE,
                    COMMENTS_READ,
                    COMMENTS_WRITE,
                    ATTACHMENTS_READ,
                    ATTACHMENTS_WRITE,
                    EXTENSIONS_WRITE,
                    WORKFLOW,
                    CHANGED_SINCE,
                    DELETIONS_IN_DELTA,
                    CONDITIONAL_WRITE,
                    CONDITIONAL_READ,
                    WEAK_VERSION,
                    IDEMPOTENT_CREATE,
                    FIND_CREATED,
                    REVISIONS,
                    BODIES_IN_LISTING,
                    BATCH_READ,
                    RICH_TEXT,
                    PROJECTS,
                    WEBHOOKS,
                    CHILDREN_GO_ALONG ->
                    Optional.empty();
        };
    }

    private void remove(RemoveMode mode) {
        scene.store()
                .deleteOrClose(
                        scene.project(), SOME, mode, DeleteReason.ABANDONED, ANY, scene.call());
    }

    private void comment() {
        scene.store()
                .addComment(
                        scene.project(),
                        SOME,
                        Scene.safe(new CommentDraft("a comment", Optional.empty())),
                        scene.key(),
                        scene.call());
    }

    private void attach() {
        InputStream content = new ByteArrayInputStream(new byte[] {1, 2, 3});
        scene.store()
                .addAttachment(
                        scene.project(),
                        SOME,
                        Scene.safe("a.bin"),
                        Scene.safe(content),
                        scene.key(),
                        scene.call());
    }

    private void askForChanges() {
        Scene.pages(scene.store().listChangedSince(scene.project(), new Cursor("c"), scene.call()));
    }

    private void find() {
        CreateIntent intent = new CreateIntent.OfRecord(Scene.safe(RecordDraft.titled("a title")));
        scene.store()
                .findCreated(scene.project(), intent, scene.key(), Instant.EPOCH, scene.call());
    }
}
