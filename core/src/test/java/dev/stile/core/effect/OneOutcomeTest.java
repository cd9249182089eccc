package dev.stile.core.effect;

import static dev.stile.core.effect.EffectTableTest.PLAN;
import static dev.stile.core.effect.EffectTableTest.PUSH;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditUnavailableException;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** An attempt of which several say how it ended. */
final class OneOutcomeTest {
    private static final AuditEntry RECONCILED = PUSH.verb(AuditVerb.GIT_RECONCILED);

    @TempDir Path folder;

    private Home home;
    private Database database;
    private SqliteAuditLog audit;
    private EffectTable effects;
    private Effect sending;

    @BeforeEach
    void send() {
        home = TestHome.in(folder);
        open();
        Effect planned =
                effects.plan(TestHome.soon(), PLAN, List.of(EffectTableTest.draft(1)), List.of())
                        .getFirst();
        sending =
                ((Sending.Started)
                                effects.markSending(
                                        TestHome.soon(), planned, 0, PUSH, Optional.empty()))
                        .effect();
    }

    private void open() {
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
        effects = new EffectTable(database, audit, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    private Effect ends(Effect effect, EffectState state, AuditEntry row) {
        return effects.recordOutcome(TestHome.soon(), effect, state, Optional.empty(), row);
    }

    /** What the log says of the attempt behind its intent. */
    private List<String> rows() {
        return new AuditSearch(database)
                        .newest(AuditFilter.everything(), Long.MAX_VALUE, 50, TestHome.soon())
                        .reversed()
                        .stream()
                        .filter(row -> row.parent().equals(sending.intent()))
                        .map(row -> row.verb() + " " + row.phase() + " " + row.outcome().orElse(""))
                        .toList();
    }

    @Test
    @Proves("TU-52")
    void whoeverSettlesWhatIsUnknownWritesAPoint() {
        Effect unknown = ends(sending, EffectState.UNKNOWN, PUSH.outcome("outcome_unknown"));

        ends(unknown, EffectState.DONE, RECONCILED.outcome("ok"));

        assertThat(rows())
                .containsExactly(
                        "record.create outcome outcome_unknown", "git.reconciled point ok");
    }

    @Test
    @Proves("TU-52")
    void whoComesAfterAnotherMovedItWritesAPoint() {
        ends(sending, EffectState.DONE, PUSH.outcome("ok"));

        assertThatThrownBy(() -> ends(sending, EffectState.FAILED, PUSH.outcome("invalid")))
                .isInstanceOf(EffectException.class);

        assertThat(rows())
                .containsExactly("record.create outcome ok", "record.create point invalid");
    }

    @Test
    @Proves({"TU-52", "TU-53"})
    void anOutcomeThatWasWrittenWithoutItsMoveIsNotWrittenAgainByTheNextProcess() {
        fill();
        assertThatThrownBy(() -> ends(sending, EffectState.DONE, PUSH.outcome("ok")))
                .isInstanceOf(AuditUnavailableException.class);
        TestHome.limitPages(database, 1_000_000);
        close();

        open();
        Effect left = effects.byId(TestHome.soon(), sending.id()).orElseThrow();
        ends(left, EffectState.UNKNOWN, RECONCILED.outcome("unknown"));

        assertThat(rows())
                .containsExactly("record.create outcome ok", "git.reconciled point unknown");
    }

    /** No row has room any more. */
    private void fill() {
        TestHome.limitPages(database, 1);
        assertThatThrownBy(
                        () -> {
                            for (int count = 0; count < 100; count++) {
                                long intent = audit.appendIntent(TestHome.soon(), PUSH);
                                audit.appendOutcome(TestHome.soon(), intent, PUSH.outcome("ok"));
                            }
                        })
                .isInstanceOf(AuditUnavailableException.class);
    }
}
