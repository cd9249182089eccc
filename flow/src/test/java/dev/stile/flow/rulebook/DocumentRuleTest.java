package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.document.Faults;
import dev.stile.flow.rule.Decision;
import dev.stile.flow.rule.Order;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class DocumentRuleTest {
    private static final Decision MATCH = new Decision.Match();
    private static final String HIGH =
            "{\"message\":\"Level 2.41 m\",\"thread\":\"pond-3\",\"source\":{\"sender\":\"pond@north\"}}";

    private static DocumentRule rule(String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        RulesInForce rules = new RulesInForce();
        Optional<RuleDocument> document = rules.read(text, faults);
        assertThat(faults.list()).isEmpty();
        return rules.unstored(document.orElseThrow(), text);
    }

    private static Decision decide(String text, StoredEvent event) {
        return rule(text).decide(event);
    }

    private static StoredEvent event(String payload, InboxFlag... flags) {
        return Ponds.event("weir-north", "message", payload, flags);
    }

    private static Decision noMatch(String reason) {
        return new Decision.NoMatch(reason);
    }

    @Test
    @Proves("FL-59")
    void theExampleSaysWhatItsDocumentSays() {
        DocumentRule rule = rule(Ponds.example("weir-alarm"));

        assertThat(rule.text()).isEqualTo(Ponds.example("weir-alarm"));
        assertThat(rule.slug()).isEqualTo("weir-alarm");
        assertThat(rule.connections()).containsExactly("weir-north");
        assertThat(rule.order()).isEqualTo(Order.KEY);
        assertThat(rule.batching().orElseThrow().quiet()).isEqualTo(Duration.ofSeconds(45));
        assertThat(rule.limits().perHour()).hasValue(30);
        assertThat(rule.declarations()).hasSize(1);
        assertThat(rule.decide(event(HIGH))).isEqualTo(MATCH);
    }

    @Test
    @Proves("FL-61")
    void checksAreMadeInTheirOrderAndTheFirstThatFailsIsTheReason() {
        String text = Ponds.example("weir-alarm");
        String all = "{\"flags\":[\"automated\"]}";
        assertThat(decide(text, Ponds.event("desk", "x", all, InboxFlag.ECHO)))
                .isEqualTo(noMatch("connection"));
        assertThat(decide(text, Ponds.event("weir-north", "x", all, InboxFlag.ECHO)))
                .isEqualTo(noMatch("kind"));
        assertThat(decide(text, event(all, InboxFlag.ECHO))).isEqualTo(noMatch("flag"));
        assertThat(decide(text, event(all))).isEqualTo(noMatch("contact"));
        assertThat(
                        decide(
                                text,
                                event(
                                        "{\"flags\":[\"automated\"],\"source\":{\"sender\":\"pond@north\"}}")))
                .isEqualTo(new Decision.Skip("ignore/0"));
        assertThat(decide(text, event("{\"source\":{\"sender\":\"pond@north\"}}")))
                .isEqualTo(noMatch("where"));
        assertThat(decide(text, event(HIGH))).isEqualTo(MATCH);
    }

    @Test
    @Proves("FL-61")
    void ownMessagesEchoesAndWhatWasFetchedAgainAreLeftOutUnlessIncluded() {
        String plain = Ponds.local("levels", "source: { connections: [weir-north] }");
        for (InboxFlag flag :
                List.of(InboxFlag.OUTGOING, InboxFlag.MUTED, InboxFlag.ECHO, InboxFlag.BACKFILL)) {
            String including =
                    Ponds.local(
                            "levels",
                            "source: { connections: [weir-north], include: ["
                                    + flag.wire()
                                    + "] }");
            assertThat(decide(plain, event(HIGH, flag))).as(flag.wire()).isEqualTo(noMatch("flag"));
            assertThat(decide(including, event(HIGH, flag))).as(flag.wire()).isEqualTo(MATCH);
        }
        assertThat(decide(plain, event(HIGH, InboxFlag.TEST))).isEqualTo(noMatch("flag"));
        assertThat(decide(plain, event(HIGH, InboxFlag.EDITED, InboxFlag.AUTOMATED)))
                .isEqualTo(MATCH);
    }

    @Test
    @Proves({"FL-55", "FL-61"})
    void contactsAreIdsThatASourceVouchesForAndNeverNames() {
        String text =
                Ponds.local(
                        "levels", "source: { connections: [weir-north], contacts: [pond@north] }");
        for (String field : List.of("sender", "target", "container")) {
            assertThat(decide(text, event("{\"source\":{\"" + field + "\":\"pond@north\"}}")))
                    .isEqualTo(MATCH);
        }
        assertThat(decide(text, event("{\"from\":\"pond@north\",\"message\":\"pond@north\"}")))
                .isEqualTo(noMatch("contact"));
        assertThat(decide(text.replace("pond@north", "ponds"), event("{}"))).isEqualTo(MATCH);
    }

    @Test
    @Proves("FL-60")
    void noFilterPassesAndAMissingPathIsNoMatch() {
        String none = Ponds.local("levels", "source: { connections: [weir-north] }");
        String where =
                Ponds.local(
                        "levels",
                        "source: { connections: [weir-north] }",
                        "where: { regex: { pattern: x } }");

        assertThat(decide(none, event("{}"))).isEqualTo(MATCH);
        assertThat(decide(where, event("{}"))).isEqualTo(noMatch("where"));
    }

    @Test
    @Proves("FL-60")
    void whatCannotBeAskedIsAFailedDeliveryAndNoNoMatch() {
        String items =
                IntStream.range(0, 400)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        String text =
                Ponds.local(
                        "levels",
                        "source: { connections: [weir-north] }",
                        "where: { shape: { a: [" + items + "] } }");
        String far =
                IntStream.range(0, 400).mapToObj(each -> "-1").collect(Collectors.joining(","));

        assertThat(decide(text, event("{\"a\":[" + far + "," + items + "]}")))
                .isInstanceOfSatisfying(
                        Decision.Broken.class,
                        broken -> assertThat(broken.code()).isEqualTo("filter_over_budget"));
        assertThat(decide(text, event("")))
                .isInstanceOfSatisfying(
                        Decision.Broken.class,
                        broken -> assertThat(broken.code()).isEqualTo("payload_unreadable"));
        assertThat(decide(text, event("{\"a\":[" + items + "]}"))).isEqualTo(MATCH);
    }

    @Test
    @Proves("FL-61")
    void anExplanationShowsEachStepAndTheVeryDecision() {
        DocumentRule rule = rule(Ponds.example("weir-alarm"));
        String low = HIGH.replace("2.41", "1.10");

        Explanation explained = Explanation.of(rule, event(low));

        assertThat(explained.decision()).isEqualTo(rule.decide(event(low)));
        assertThat(explained.steps())
                .containsExactly(
                        step("connection", true, "weir-north, wanted weir-north"),
                        step("kind", true, "message, wanted message"),
                        step("flag", true, "no flag keeps it out"),
                        step("payload", true, "JSON"),
                        step("contact", true, "one of 1 wanted"),
                        step("/ignore/0/path", true, "nothing is there"),
                        step("/where/all", false, "2 parts"),
                        step("/where/all/0/shape", true, "contained"),
                        step("/where/all/1/regex", false, "not found at /message"));
        assertThat(explained.steps().toString()).doesNotContain("1.10");
    }

    @Test
    @Proves("FL-61")
    void anExplanationNamesTheStepsThatWereNotReached() {
        Explanation explained =
                Explanation.of(rule(Ponds.example("weir-alarm")), event(HIGH, InboxFlag.OUTGOING));

        assertThat(explained.decision()).isEqualTo(noMatch("flag"));
        assertThat(explained.steps())
                .contains(
                        step("flag", false, "outgoing, not in include"),
                        new ExplainStep("/where", Optional.empty(), "not reached"));
    }

    private static ExplainStep step(String name, boolean passed, String seen) {
        return ExplainStep.of(name, passed, seen);
    }
}
