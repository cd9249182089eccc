package dev.stile.flow.outbox;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.core.effect.EffectState;
import dev.stile.core.inbox.SqliteInbox;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rulebook.Ponds;
import dev.stile.flow.rulebook.RuleStore;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What a rule let out by name waits in the outbox, and its author thinks again. */
final class WithdrawnFlowTest {
    private static final String ALARM = Ponds.example("weir-alarm");

    @TempDir Path folder;
    private OutboxWorld world;
    private RuleStore rules;

    @BeforeEach
    void open() {
        world = new OutboxWorld(folder);
        rules =
                new RuleStore(
                        world.database,
                        new SqliteInbox(world.database, world.audit, world.clock),
                        world.audit,
                        new Ponds(),
                        world.clock);
        world.declared = rule -> rules.current(rule).map(Rule::declarations).orElseGet(List::of);
        apply(ALARM);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** How the author takes it back. */
    enum Withdrawal {
        TAKEN_OUT_OF_THE_RULE {
            @Override
            void take(WithdrawnFlowTest test) {
                test.apply(Ponds.local("weir-alarm", "source: { connections: [weir-north] }"));
            }
        },
        RULE_DELETED {
            @Override
            void take(WithdrawnFlowTest test) {
                test.rules.delete(soon(), Ponds.ADA, "weir-alarm");
            }
        },
        SOURCE_CHANGED {
            @Override
            void take(WithdrawnFlowTest test) {
                test.world.database.transaction(
                        soon(),
                        transaction -> {
                            test.rules.connectionChanged(transaction, "weir-north");
                            return true;
                        });
            }
        };

        abstract void take(WithdrawnFlowTest test);
    }

    @ParameterizedTest
    @EnumSource
    @Proves({"TU-34", "TU-35"})
    void whatItsRuleNoLongerLetsOutWaitsForAPerson(Withdrawal withdrawal) {
        Entry entry = approved();

        withdrawal.take(this);
        world.send();

        assertThat(world.vendor.calls).isZero();
        Entry held = world.entry(entry.id());
        assertThat(held.state()).isEqualTo(EffectState.PROPOSED);
        assertThat(held.reason()).isEqualTo("label_refused");
        assertThat(held.declarations()).as("shown to whoever approves").isEmpty();

        world.approvals.approve(soon(), OutboxWorld.ADA, world.seen(held));
        assertThat(world.send()).isEqualTo(1);
    }

    @Test
    @Proves("TU-35")
    void whatANewerVersionStillLetsOutIsSent() {
        approved();

        apply(ALARM.replace("per_hour: 30", "per_hour: 60"));

        assertThat(world.send()).isEqualTo(1);
        assertThat(world.vendor.posted).containsExactly("Level 2.41 m");
    }

    private void apply(String text) {
        rules.apply(soon(), Ponds.ADA, text);
    }

    /** Private to the weir, and let out to the chat by the rule's declaration. */
    private Entry approved() {
        world.allow();
        Proposal proposal =
                new Proposal(
                        OutboxWorld.RULE,
                        "ops-chat",
                        "send_message",
                        Tainted.of(
                                OutboxWorld.message("Level 2.41 m"),
                                Label.outside(Scope.of("weir-north"))),
                        new IdempotencyKey("key-level"),
                        Optional.empty(),
                        false,
                        rules.current("weir-alarm").orElseThrow().declarations(),
                        new TreeMap<>());
        Entry entry = world.entry(world.outbox.propose(soon(), proposal).id());
        assertThat(entry.state()).isEqualTo(EffectState.APPROVED);
        return entry;
    }
}
