package dev.stile.flow.rulebook;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.inbox.Consumer;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleCounts;
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
import java.util.Set;

final class RuleStoreTest {
    private static final String ALARM = Ponds.example("weir-alarm");
    private static final String ALARM_CHANGED = ALARM.replace("per_hour: 30", "per_hour: 60");

    @TempDir Path folder;

    private final Ponds ponds = new Ponds();
    private Home home;
    private Database database;
    private SqliteAuditLog audit;
    private SqliteInbox inbox;
    private RuleStore store;

    @BeforeEach
    void open() {
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit = new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7));
        inbox = new SqliteInbox(database, audit, Clock.systemUTC());
        store = new RuleStore(database, inbox, audit, ponds, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        audit.close();
        database.close();
    }

    private Applied apply(String text) {
        return store.apply(soon(), Ponds.ADA, text);
    }

    private List<String> slugs(String connection) {
        return store.of(connection).stream().map(Rule::slug).toList();
    }

    private long rows(String verb) {
        return new AuditSearch(database)
                .newest(AuditFilter.everything().verb(verb), Long.MAX_VALUE, 50, soon())
                .size();
    }

    private static void code(
            Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.registered()).isEqualTo(code));
    }

    private void write(String sql) {
        database.transaction(soon(), transaction -> transaction.update(sql));
    }

    @Test
    @Proves("FL-59")
    void aRuleIsStoredToTheByteWithVersionAuthorAndTime() {
        assertThat(store.add(soon(), Ponds.ADA, ALARM))
                .isEqualTo(new Applied("weir-alarm", 1, true, true));

        RuleSummary shown = store.show(soon(), "weir-alarm");
        assertThat(shown.document()).isEqualTo(ALARM);
        assertThat(shown.author()).isEqualTo("ada");
        assertThat(shown.version()).isEqualTo(1);
        assertThat(shown.status()).isEqualTo(RuleStatus.ENABLED);
        assertThat(rows("rule.create")).isEqualTo(1);
        assertThat(rows("label.allow")).isEqualTo(1);
    }

    @Test
    @Proves("FL-63")
    void aRuleWithAFaultLeavesNothingBehind() {
        assertThatThrownBy(() -> apply("slug: weir-alarm\nwher: 1\n"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.registered()).isEqualTo(Code.RULE_NOT_VALID);
                            assertThat(failure.problems()).hasSize(3);
                        });
        code(
                Code.LABEL_REFUSED,
                () -> apply(ALARM.replace("to: ops-chat/C042", "to: ops-chat/C043")));

        assertThat(store.list(soon())).isEmpty();
        assertThat(inbox.isWanted(soon(), "weir-north")).isFalse();
        assertThat(rows("rule.create")).isZero();
    }

    @Test
    void addingTwiceIsTheSameAndAddingAnotherIsRefused() {
        store.add(soon(), Ponds.ADA, ALARM);

        assertThat(store.add(soon(), Ponds.ADA, ALARM).changed()).isFalse();
        code(Code.RULE_EXISTS, () -> store.add(soon(), Ponds.ADA, ALARM_CHANGED));
    }

    @Test
    void applyingReplacesAndKeepsTheOldVersionForWhatWasRoutedByIt() {
        apply(ALARM);

        assertThat(store.compare(soon(), Ponds.ADA, ALARM_CHANGED).lines())
                .contains("-limits: { per_hour: 30, concurrency: 4 }")
                .contains("+limits: { per_hour: 60, concurrency: 4 }")
                .contains(" slug: weir-alarm");
        assertThat(store.show(soon(), "weir-alarm").version()).isEqualTo(1);
        assertThat(apply(ALARM_CHANGED)).isEqualTo(new Applied("weir-alarm", 2, false, true));

        assertThat(store.version("weir-alarm", 1).orElseThrow().limits().perHour()).hasValue(30);
        assertThat(store.current("weir-alarm").orElseThrow().limits().perHour()).hasValue(60);
        assertThat(store.version("weir-alarm", 3)).isEmpty();
    }

    @Test
    void aChangeOfAnotherProcessIsSeenAtTheNextCallAndAnUnchangedRuleIsCompiledOnce() {
        try (Database theirs = TestHome.open(home)) {
            RuleStore other =
                    new RuleStore(
                            theirs,
                            new SqliteInbox(theirs, audit, Clock.systemUTC()),
                            new SqliteAuditLog(
                                    theirs, home, Clock.systemUTC(), () -> new Random(8)),
                            ponds,
                            Clock.systemUTC());
            assertThat(slugs("weir-north")).isEmpty();
            other.apply(soon(), Ponds.ADA, ALARM);

            Rule first = store.of("weir-north").getFirst();
            assertThat(store.of("weir-north").getFirst()).isSameAs(first);

            other.pause(soon(), Ponds.ADA, "weir-alarm", false);
            assertThat(slugs("weir-north")).isEmpty();
        }
    }

    @Test
    void aChangeThatWasRolledBackIsForgotten() {
        apply(ALARM);
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        soon(),
                                        transaction -> {
                                            store.disable(transaction, "weir-alarm", "per_hour");
                                            assertThat(store.of(transaction, "weir-north"))
                                                    .isEmpty();
                                            throw new IllegalStateException("rolled back");
                                        }))
                .isInstanceOf(IllegalStateException.class);
        apply(Ponds.local("other", "source: { connections: [desk] }"));

        assertThat(slugs("weir-north")).containsExactly("weir-alarm");
    }

    @Test
    @Proves("FL-64")
    void aPausedRuleTakesNothingAndAHeldOneCollects() {
        apply(ALARM);
        assertThat(inbox.isWanted(soon(), "weir-north")).isTrue();

        store.pause(soon(), Ponds.ADA, "weir-alarm", false);
        assertThat(slugs("weir-north")).isEmpty();
        assertThat(inbox.isWanted(soon(), "weir-north")).isFalse();
        assertThat(store.show(soon(), "weir-alarm").status()).isEqualTo(RuleStatus.PAUSED);
        assertThat(store.resting()).as("what it has waits").containsExactly("weir-alarm");

        store.pause(soon(), Ponds.ADA, "weir-alarm", true);
        assertThat(slugs("weir-north")).containsExactly("weir-alarm");
        assertThat(store.resting()).containsExactly("weir-alarm");
        assertThat(inbox.isWanted(soon(), "weir-north")).isTrue();

        store.resume(soon(), Ponds.ADA, "weir-alarm");
        assertThat(store.resting()).isEmpty();
        assertThat(slugs("weir-north")).containsExactly("weir-alarm");
        assertThat(rows("rule.disable")).isEqualTo(2);
        assertThat(rows("rule.enable")).isEqualTo(1);
    }

    @Test
    @Proves("FL-64")
    void aGuardSwitchesARuleOffWithItsReasonAndAPersonOn() {
        apply(ALARM);

        store.disable(soon(), "weir-alarm", "chain_depth");
        assertThat(slugs("weir-north")).isEmpty();
        assertThat(store.show(soon(), "weir-alarm").status()).isEqualTo(RuleStatus.DISABLED);
        assertThat(store.show(soon(), "weir-alarm").reason()).contains("chain_depth");

        apply(ALARM_CHANGED);
        assertThat(slugs("weir-north")).isEmpty();
        store.resume(soon(), Ponds.ADA, "weir-alarm");
        assertThat(slugs("weir-north")).containsExactly("weir-alarm");
    }

    @Test
    void aDeletedRuleIsGoneButItsVersionsStayAndItsSlugGoesOnCounting() {
        apply(ALARM);
        store.delete(soon(), Ponds.ADA, "weir-alarm");

        assertThat(store.list(soon())).isEmpty();
        assertThat(store.current("weir-alarm")).isEmpty();
        assertThat(inbox.isWanted(soon(), "weir-north")).isFalse();
        assertThat(store.version("weir-alarm", 1)).isPresent();
        code(Code.UNKNOWN_RULE, () -> store.show(soon(), "weir-alarm"));
        code(Code.UNKNOWN_RULE, () -> store.pause(soon(), Ponds.ADA, "weir-alarm", false));
        assertThat(apply(ALARM)).isEqualTo(new Applied("weir-alarm", 2, true, true));
    }

    @Test
    void aRuleIsAConsumerOfExactlyTheConnectionsThatItNames() {
        apply(Ponds.local("levels", "source: { connections: [weir-north, desk] }"));
        apply(Ponds.local("levels", "source: { connections: [desk, bulletin] }"));

        assertThat(inbox.isWanted(soon(), "weir-north")).isFalse();
        assertThat(inbox.isWanted(soon(), "desk")).isTrue();
        assertThat(inbox.isWanted(soon(), "bulletin")).isTrue();
        assertThat(slugs("weir-north")).isEmpty();
        assertThat(slugs("desk")).containsExactly("levels");
    }

    @Test
    @Proves("FL-63")
    void aRuleOfANewerReleaseStaysAsItIsAndDoesNotRun() {
        apply(ALARM);
        String future = ALARM.replace("connector_act", "teleport").replace("'", "''");
        write("UPDATE rule_version SET document = '" + future + "'");
        write("UPDATE rule_book SET changes = changes + 1");

        RuleSummary shown = store.show(soon(), "weir-alarm");
        assertThat(shown.status()).isEqualTo(RuleStatus.UNSUPPORTED);
        assertThat(shown.document()).contains("teleport");
        assertThat(shown.reason().orElseThrow()).contains("/do/teleport");
        assertThat(slugs("weir-north")).isEmpty();
        assertThat(store.version("weir-alarm", 1)).isEmpty();
        code(Code.RULE_UNSUPPORTED, () -> store.resume(soon(), Ponds.ADA, "weir-alarm"));
        code(
                Code.RULE_UNSUPPORTED,
                () -> store.explain(soon(), "weir-alarm", Ponds.event("weir-north", "x", "{}")));
        // Another rule beside it runs on.
        apply(Ponds.local("levels", "source: { connections: [weir-north] }"));
        assertThat(slugs("weir-north")).containsExactly("levels");
    }

    @Test
    @Proves("TU-35")
    void declarationsAreVoidOnceTheirSourceOrSinkChangedUntilTheRuleIsAppliedAnew() {
        apply(ALARM);
        database.transaction(
                soon(),
                transaction -> {
                    store.connectionChanged(transaction, "desk");
                    return 0;
                });
        assertThat(store.current("weir-alarm").orElseThrow().declarations()).hasSize(1);

        database.transaction(
                soon(),
                transaction -> {
                    store.connectionChanged(transaction, "ops-chat");
                    return 0;
                });
        assertThat(store.current("weir-alarm").orElseThrow().declarations()).isEmpty();
        assertThat(store.show(soon(), "weir-alarm").declarationsHold()).isFalse();

        assertThat(apply(ALARM)).isEqualTo(new Applied("weir-alarm", 1, false, true));
        assertThat(store.current("weir-alarm").orElseThrow().declarations()).hasSize(1);
    }

    @Test
    @Proves("TU-35")
    void aDeclarationThatANewerVersionTookBackNoLongerHoldsForAnOldOne() {
        apply(ALARM);
        assertThat(store.version("weir-alarm", 1).orElseThrow().declarations()).hasSize(1);

        apply(ALARM_CHANGED);
        assertThat(store.version("weir-alarm", 1).orElseThrow().declarations()).hasSize(1);

        apply(Ponds.local("weir-alarm", "source: { connections: [weir-north] }"));
        assertThat(store.version("weir-alarm", 1).orElseThrow().declarations()).isEmpty();
    }

    private List<Consumer> consumers(String connection) {
        return database.read(soon(), transaction -> inbox.consumers(transaction, connection));
    }

    @Test
    @Proves("FL-55")
    void aRuleTakesOnlyEventsOfTheContactsThatItNames() {
        Consumer alarm = new Consumer("rule:weir-alarm", Optional.of(Set.of("pond@north")));
        apply(ALARM);
        assertThat(consumers("weir-north")).containsExactly(alarm);

        apply(Ponds.local("levels", "source: { connections: [weir-north] }"));
        assertThat(consumers("weir-north"))
                .containsExactly(new Consumer("rule:levels", Optional.empty()), alarm);

        store.pause(soon(), Ponds.ADA, "weir-alarm", false);
        assertThat(consumers("weir-north")).doesNotContain(alarm);
        store.resume(soon(), Ponds.ADA, "weir-alarm");
        assertThat(consumers("weir-north")).contains(alarm);
    }

    @Test
    @Proves("FL-55")
    void aRuleOfAHomeThatKeptNoContactsIsRegisteredForThoseThatItNames() {
        Consumer alarm = new Consumer("rule:weir-alarm", Optional.of(Set.of("pond@north")));
        Consumer levels = new Consumer("rule:levels", Optional.empty());
        apply(ALARM);
        apply(Ponds.local("levels", "source: { connections: [weir-north] }"));

        forgetContacts();
        assertThat(apply(ALARM).changed()).isFalse();
        assertThat(consumers("weir-north")).containsExactly(levels, alarm);

        forgetContacts();
        store.registerContacts(soon());
        assertThat(consumers("weir-north")).containsExactly(levels, alarm);

        forgetContacts();
        store.pause(soon(), Ponds.ADA, "weir-alarm", false);
        store.registerContacts(soon());
        assertThat(consumers("weir-north")).as("a paused one takes none").containsExactly(levels);
    }

    /** As the release before contacts were kept left it. */
    private void forgetContacts() {
        database.transaction(
                soon(),
                transaction -> transaction.update("UPDATE inbox_consumer SET contacts = NULL"));
    }

    @Test
    @Proves("FL-61")
    void countsAndExplanationsComeWithARule() {
        apply(ALARM);
        for (int round = 0; round < 2; round++) {
            database.transaction(
                    soon(),
                    transaction -> {
                        RuleCounts.add(transaction, "weir-alarm", "where", 3);
                        return 0;
                    });
        }

        assertThat(store.show(soon(), "weir-alarm").counts()).containsEntry("no_match:where", 6L);
        assertThat(store.explain(soon(), "weir-alarm", Ponds.event("desk", "x", "{}")).decision())
                .isEqualTo(new Decision.NoMatch("connection"));
        assertThat(store.test(ALARM, Ponds.event("weir-north", "x", "{}")).decision())
                .isEqualTo(new Decision.NoMatch("kind"));
        code(Code.RULE_NOT_VALID, () -> store.test("slug: x", Ponds.event("desk", "x", "{}")));
    }
}
