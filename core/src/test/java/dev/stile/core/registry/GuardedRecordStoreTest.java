package dev.stile.core.registry;

import static dev.stile.core.registry.RegistryFixture.DEMO;
import static dev.stile.core.registry.RegistryFixture.call;
import static dev.stile.core.registry.RegistryFixture.safe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.FieldChange;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.RecordChange;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.DeleteReason;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.Precondition;
import dev.stile.api.store.RemoveMode;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.RecordId;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

final class GuardedRecordStoreTest {
    private static final RecordId SEVEN = new RecordId("7");
    private static final IdempotencyKey KEY = new IdempotencyKey("k-1");
    private static final Precondition ANY = new Precondition.Unconditional();

    @TempDir private Path folder;

    private RegistryFixture fixture;

    @BeforeEach
    void open() {
        fixture = new RegistryFixture(folder);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    @Proves("TR-54")
    void whateverAnAuthorsCodeThrowsComesOutAsInternalWithoutItsSecrets() {
        fixture.wild.reading =
                () -> {
                    throw new IllegalStateException(
                            "token hunter2\u001b[31m", new NullPointerException("also hunter2"));
                };

        assertThatThrownBy(() -> fixture.store().getRecord(DEMO, SEVEN, call()))
                .isInstanceOfSatisfying(
                        Internal.class,
                        broken -> {
                            assertThat(broken.getMessage())
                                    .contains("wild")
                                    .doesNotContain("hunter2");
                            Throwable cause = broken.getCause();
                            assertThat(cause.getMessage())
                                    .isEqualTo(
                                            "java.lang.IllegalStateException: token [REDACTED]\\u{1b}[31m");
                            assertThat(cause.getStackTrace()).isNotEmpty();
                            assertThat(cause.getCause().getMessage())
                                    .isEqualTo("java.lang.NullPointerException: also [REDACTED]");
                        });
    }

    @Test
    @Proves("TR-54")
    void nothingAndErrorsOfTheLanguageAreInternalToo() {
        fixture.wild.reading =
                () -> {
                    throw new AssertionError("an assertion of the author's");
                };
        assertThatThrownBy(() -> fixture.store().getRecord(DEMO, SEVEN, call()))
                .isInstanceOf(Internal.class);
        fixture.wild.reading =
                () -> {
                    throw new StackOverflowError();
                };
        assertThatThrownBy(() -> fixture.store().getRecord(DEMO, SEVEN, call()))
                .isInstanceOf(Internal.class);
    }

    @Test
    @Proves("TR-54")
    void anErrorOfTheFamilyPassesAsItIs() {
        Unavailable down = new Unavailable("the server answered 503");
        fixture.wild.reading =
                () -> {
                    throw down;
                };

        assertThatThrownBy(() -> fixture.store().getRecord(DEMO, SEVEN, call())).isSameAs(down);
    }

    @Test
    @Proves("TU-31")
    void everythingReadHasTheLabelOfItsProjectWhateverTheAuthorSaid() {
        GuardedRecordStore store = fixture.store();
        Label outside = Label.outside(Scope.of("work", "demo"));

        assertThat(store.getRecord(DEMO, SEVEN, call()).label()).isEqualTo(outside);
        assertThat(store.schema(DEMO, call()).label()).isEqualTo(outside);
        assertThat(store.getRecords(DEMO, List.of(SEVEN), call()).get(SEVEN).toString())
                .isNotEmpty();
        assertThat(
                        store.createRecord(DEMO, safe(RecordDraft.titled("new")), KEY, call())
                                .record()
                                .label())
                .isEqualTo(outside);
        assertThat(store.probe(call()).identity().label())
                .isEqualTo(Label.outside(Scope.of("work")));
        assertThat(fixture.wild.calls).contains("get [work/demo]");
    }

    @Test
    @Proves({"TU-32", "TU-37"})
    void whatOnlyReadersOfAnotherPlaceMaySeeIsNotWrittenHere() {
        GuardedRecordStore store = fixture.store();
        store.schemas().remember(DEMO, fixture.wild.schema(DEMO, call()));
        fixture.wild.calls.clear();
        Label own = Label.outside(Scope.of("work", "demo"));
        List<Label> elsewhere =
                List.of(
                        Label.outside(Scope.of("work", "other")),
                        Label.outside(Scope.of("work")),
                        Label.outside(Scope.of("home", "demo")),
                        own.join(Label.outside(Scope.of("home"))),
                        new Label(Integrity.TRUSTED, Confidentiality.nobody()));

        for (Label label : elsewhere) {
            assertThatThrownBy(() -> store.createRecord(DEMO, draft(label), KEY, call()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.registered()).isEqualTo(Code.LABEL_REFUSED));
        }

        assertThat(fixture.wild.calls).isEmpty();
        assertThat(fixture.rows())
                .hasSize(elsewhere.size())
                .allMatch(row -> row.startsWith("policy.decide point"));
        assertThat(store.createRecord(DEMO, draft(own), KEY, call()).id()).isNotNull();
    }

    private static Untainted<RecordDraft, Sink.RecordField> draft(Label label) {
        return Tainted.of(RecordDraft.titled("new"), label).sanitise(Sanitizers.recordField());
    }

    @Test
    @Proves("TR-11")
    void whatTheSchemaDoesNotLetOneWriteNeverReachesTheConnector() {
        GuardedRecordStore store = fixture.store();
        store.schemas().remember(DEMO, fixture.wild.schema(DEMO, call()));
        fixture.wild.calls.clear();

        refuses(
                "priority",
                () ->
                        store.createRecord(
                                DEMO,
                                safe(
                                        RecordDraft.titled("new")
                                                .with(FieldRef.PRIORITY, text("high"))),
                                KEY,
                                call()));
        refuses(
                "labels",
                () ->
                        store.createRecord(
                                DEMO,
                                safe(RecordDraft.titled("new").with(FieldRef.LABELS, text("x"))),
                                KEY,
                                call()));
        refuses(
                "type",
                () -> store.updateRecord(DEMO, SEVEN, change(set(FieldRef.TYPE)), ANY, call()));
        refuses(
                "title",
                () ->
                        store.updateRecord(
                                DEMO,
                                SEVEN,
                                change(new FieldChange.Clear(FieldRef.TITLE)),
                                ANY,
                                call()));

        assertThat(fixture.wild.calls).isEmpty();
        store.createRecord(
                DEMO,
                safe(RecordDraft.titled("new").with(FieldRef.TYPE, text("bug"))),
                KEY,
                call());
        assertThat(fixture.wild.calls).containsExactly("create");
    }

    @Test
    void theSchemaIsAskedForOnceWhereNobodyKnowsIt() {
        GuardedRecordStore store = fixture.store();

        store.updateRecord(DEMO, SEVEN, change(set(FieldRef.TITLE)), ANY, call());
        store.updateRecord(DEMO, SEVEN, change(set(FieldRef.TITLE)), ANY, call());

        assertThat(fixture.wild.calls).containsExactly("schema", "update", "update");
    }

    @Test
    @Proves("TR-26")
    void aFeatureThatIsOffIsRefusedBeforeTheConnectorAndLeavesNoRow() {
        assertThatThrownBy(
                        () ->
                                fixture.store()
                                        .deleteOrClose(
                                                DEMO,
                                                SEVEN,
                                                RemoveMode.CLOSE,
                                                DeleteReason.COMPLETED,
                                                ANY,
                                                call()))
                .isInstanceOfSatisfying(
                        NotSupported.class,
                        refused -> assertThat(refused.feature()).isEqualTo("CLOSE"));

        fixture.audit.close();
        assertThat(fixture.wild.calls).isEmpty();
        assertThat(fixture.rows()).isEmpty();
    }

    @Test
    @Proves({"TU-60", "TU-61"})
    void anAgentReadsAndItsWriteIsRefusedRecordedAndNeverReachesTheConnector() {
        GuardedRecordStore store = fixture.store(Session.ofCommand(new Subject.Agent("0123")));
        store.schemas().remember(DEMO, fixture.wild.schema(DEMO, call()));
        fixture.wild.calls.clear();

        store.getRecord(DEMO, SEVEN, call());
        assertThatThrownBy(
                        () ->
                                store.updateRecord(
                                        DEMO, SEVEN, change(set(FieldRef.TITLE)), ANY, call()))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> assertThat(refused.registered()).isEqualTo(Code.POLICY_REFUSED));

        assertThat(fixture.wild.calls).containsExactly("get [work/demo]");
        assertThat(fixture.rows()).containsExactly("policy.decide point 7 policy_refused");
    }

    private static void refuses(String field, ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }

    private static FieldChange set(FieldRef field) {
        return new FieldChange.Set(field, text("value"));
    }

    private static FieldValue text(String text) {
        return new FieldValue.TextValue(text);
    }

    private static Untainted<RecordChange, Sink.RecordField> change(FieldChange change) {
        return safe(new RecordChange(List.of(change), Optional.empty()));
    }
}
