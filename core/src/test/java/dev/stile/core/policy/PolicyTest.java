package dev.stile.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.Category;
import dev.stile.api.label.Integrity;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

final class PolicyTest {
    private static final Instant NOW = Instant.parse("2026-05-04T06:00:00Z");
    private static final Subject ADA = new Subject.Person("ada");
    private static final Subject RULE = new Subject.Rule("weir-alarm");
    private static final Subject AGENT = new Subject.Agent("helper");
    private static final Subject PROXY = new Subject.Proxy("ops-chat/U1");

    private static Verdict verdict(Policy policy, ActQuestion question) {
        return policy.rule(question, NOW).verdict();
    }

    private static ActQuestion question(Subject subject, Category category) {
        return new ActQuestion(
                subject,
                "ops-chat",
                "send_message",
                category,
                !category.onlyReads(),
                Optional.empty(),
                Optional.of("C042"),
                Integrity.TRUSTED);
    }

    private static ActQuestion sending(Subject subject) {
        return question(subject, Category.EXTERNAL_MESSAGE_SEND);
    }

    /** Fields as {@code name=value}; a later one wins. */
    private static Grant grant(String id, String fields) {
        Map<String, String> values = new HashMap<>();
        for (String field : fields.split(" ")) {
            values.put(field.split("=")[0], field.split("=")[1]);
        }
        return new Grant(
                id,
                values.getOrDefault("subject", "*"),
                values.getOrDefault("connection", "*"),
                Optional.ofNullable(values.get("action")),
                Optional.ofNullable(values.get("category"))
                        .map(word -> Category.parse(word).orElseThrow()),
                Optional.empty(),
                Optional.ofNullable(values.get("recipient")),
                Optional.ofNullable(values.get("label")).map(Integrity::valueOf),
                Verdict.valueOf(values.getOrDefault("decision", "ALLOW")),
                values.containsKey("per_hour")
                        ? OptionalInt.of(Integer.parseInt(values.get("per_hour")))
                        : OptionalInt.empty(),
                1,
                Optional.ofNullable(values.get("expires")).map(Instant::parse));
    }

    private static Policy policy(String... fields) {
        List<Grant> grants = new ArrayList<>();
        for (String each : fields) {
            grants.add(grant("g-" + (grants.size() + 1), each));
        }
        return new Policy(grants, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "EXTERNAL_MESSAGE_READ,    ALLOW,   ALLOW,   ALLOW,   ALLOW",
        "EXTERNAL_RECORD_READ,     ALLOW,   ALLOW,   ALLOW,   ALLOW",
        "EXTERNAL_MESSAGE_SEND,    ALLOW,   APPROVE, APPROVE, APPROVE",
        "EXTERNAL_RECORD_CREATE,   ALLOW,   APPROVE, APPROVE, APPROVE",
        "NETWORK_POST,             ALLOW,   APPROVE, APPROVE, APPROVE",
        "EXTERNAL_MESSAGE_DELETE,  CONFIRM, APPROVE, APPROVE, APPROVE",
        "EXTERNAL_RECORD_DELETE,   CONFIRM, APPROVE, APPROVE, APPROVE",
        "EXTERNAL_CHAT_ADMIN,      CONFIRM, APPROVE, APPROVE, APPROVE",
        "EXTERNAL_MESSAGE_ADMIN,   CONFIRM, APPROVE, APPROVE, APPROVE",
        "EXTERNAL_CHAT_MEMBERSHIP, CONFIRM, APPROVE, APPROVE, APPROVE",
        "EXTERNAL_ACCOUNT_PROFILE, CONFIRM, APPROVE, APPROVE, APPROVE",
        "EXTERNAL_CODE_MERGE,      CONFIRM, APPROVE, APPROVE, APPROVE",
        "LOCAL_EXEC,               CONFIRM, APPROVE, REFUSE,  REFUSE",
    })
    @Proves({"TU-60", "TU-61"})
    void withoutAnEntryTheDefaultsHold(
            Category category, Verdict person, Verdict rule, Verdict agent, Verdict proxy) {
        Policy policy = Policy.defaults();
        assertThat(verdict(policy, question(ADA, category))).isEqualTo(person);
        assertThat(verdict(policy, question(RULE, category))).isEqualTo(rule);
        assertThat(verdict(policy, question(AGENT, category))).isEqualTo(agent);
        assertThat(verdict(policy, question(PROXY, category))).isEqualTo(proxy);
    }

    @ParameterizedTest
    @EnumSource(Category.class)
    @Proves("TU-61")
    void noProgramIsEverAllowedAnEffectByDefault(Category category) {
        ActQuestion effect =
                new ActQuestion(
                        AGENT,
                        "ops-chat",
                        "x",
                        category,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Integrity.TRUSTED);
        assertThat(verdict(Policy.defaults(), effect)).isIn(Verdict.APPROVE, Verdict.REFUSE);
    }

    @ParameterizedTest
    @CsvSource({
        "connection=ops-chat action=send_message recipient=C042 per_hour=30 expires=2027-01-01T00:00:00Z, ALLOW",
        "connection=ops-chat action=send_message recipient=C042 per_hour=30, APPROVE",
        "connection=ops-chat action=send_message recipient=C042 expires=2027-01-01T00:00:00Z, APPROVE",
        "connection=ops-chat action=send_message per_hour=30 expires=2027-01-01T00:00:00Z, APPROVE",
        "connection=ops-chat category=external_message_send recipient=C042 per_hour=30 expires=2027-01-01T00:00:00Z, APPROVE",
        "action=send_message recipient=C042 per_hour=30 expires=2027-01-01T00:00:00Z, APPROVE",
        "connection=ops-chat action=send_message recipient=C043 per_hour=30 expires=2027-01-01T00:00:00Z, APPROVE",
        "connection=ops-chat action=send_message recipient=C042 per_hour=30 expires=2026-05-04T06:00:00Z, APPROVE",
    })
    @Proves({"TU-61", "TU-62"})
    void aProgramIsLetThroughByAWholeStandingGrantOnly(String fields, Verdict expected) {
        assertThat(verdict(policy("subject=rule:weir-alarm " + fields), sending(RULE)))
                .isEqualTo(expected);
        assertThat(verdict(policy("subject=rule:other " + fields), sending(RULE)))
                .as("a grant of somebody else")
                .isEqualTo(Verdict.APPROVE);
    }

    @Test
    @Proves("TU-61")
    void noGrantLetsAnAgentRunPrograms() {
        Policy policy =
                policy(
                        "subject=* connection=ops-chat action=send_message recipient=C042 per_hour=9"
                                + " expires=2027-01-01T00:00:00Z");
        assertThat(verdict(policy, question(AGENT, Category.LOCAL_EXEC))).isEqualTo(Verdict.REFUSE);
        assertThat(verdict(policy, question(RULE, Category.LOCAL_EXEC))).isEqualTo(Verdict.ALLOW);
    }

    @ParameterizedTest
    @CsvSource({
        // the narrower one wins, whichever way it goes
        "subject=* action=send_message decision=REFUSE, subject=person:ada action=send_message, ALLOW",
        "subject=person:* action=send_message, subject=person:ada action=send_message decision=REFUSE, REFUSE",
        "category=external_message_send decision=REFUSE, category=external_message_send action=send_message, ALLOW",
        "action=send_message decision=REFUSE, action=send_message connection=ops-chat, ALLOW",
        "action=send_message decision=REFUSE, action=send_message recipient=C042, ALLOW",
        "action=send_message decision=APPROVE, action=send_message label=TRUSTED, ALLOW",
        // of two of which none is narrower, the stricter one
        "subject=person:ada category=external_message_send, connection=ops-chat category=external_message_send decision=REFUSE, REFUSE",
        "action=send_message decision=APPROVE, action=send_message decision=CONFIRM, APPROVE",
        "action=send_message decision=CONFIRM, action=send_message decision=ALLOW, CONFIRM",
        "action=send_message decision=APPROVE, action=send_message decision=REFUSE, REFUSE",
        // one that does not cover says nothing
        "action=send_message label=UNTRUSTED decision=REFUSE, action=delete_message decision=REFUSE, ALLOW",
        "action=send_message recipient=C043 decision=REFUSE, connection=other action=send_message decision=REFUSE, ALLOW",
        "action=send_message expires=2026-05-04T05:59:59Z decision=REFUSE, subject=person:bob action=send_message decision=REFUSE, ALLOW",
    })
    @Proves({"TU-60", "TU-62"})
    void theMostSpecificEntryWinsAndOfTheseTheStrictest(
            String one, String other, Verdict expected) {
        assertThat(verdict(policy(one, other), sending(ADA))).isEqualTo(expected);
        assertThat(verdict(policy(other, one), sending(ADA)))
                .as("whatever their order")
                .isEqualTo(expected);
    }

    @Test
    @Proves("TU-62")
    void theRulingNamesTheEntryThatDecidedAndAllThatCover() {
        Ruling ruling =
                policy(
                                "action=send_message decision=REFUSE",
                                "subject=person:ada action=send_message per_hour=5",
                                "connection=other action=send_message")
                        .rule(sending(ADA), NOW);
        assertThat(ruling.decision()).isEqualTo(new Decision(Verdict.ALLOW, "grant:g-2"));
        assertThat(ruling.considered())
                .containsExactly(
                        new Decision(Verdict.REFUSE, "grant:g-1"),
                        new Decision(Verdict.ALLOW, "grant:g-2"),
                        new Decision(Verdict.ALLOW, "default:person"));
        assertThat(ruling.counts()).containsExactly(new Quota.Count("grant:g-2", 5));
    }

    @Test
    void whatIsNoGrantCannotBeMade() {
        for (String fields :
                List.of(
                        "subject=weir-alarm action=a",
                        "subject=rule: action=a",
                        "subject=rule:a* action=a",
                        "connection=Ops action=a",
                        "subject=*",
                        "action=a per_hour=0")) {
            assertThatThrownBy(() -> grant("g-1", fields))
                    .as(fields)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> policy("action=a").with(grant("g-1", "action=b")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
