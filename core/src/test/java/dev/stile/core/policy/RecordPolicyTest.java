package dev.stile.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.action.Category;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

final class RecordPolicyTest {
    private static final Clock NOW =
            Clock.fixed(Instant.parse("2026-05-01T10:00:00Z"), ZoneOffset.UTC);
    private static final Subject ADA = new Subject.Person("ada");
    private static final Subject AGENT = new Subject.Agent("0123");
    private static final RecordPolicy.Place DEMO =
            new RecordPolicy.Place("work", Optional.of("demo"));

    @ParameterizedTest
    @CsvSource({
        "READ,   COMMAND, REFUSE,  REFUSE",
        "CREATE, PUSH,    ALLOW,   ALLOW",
        "CREATE, PUSH,    CONFIRM, REFUSE",
        "CREATE, COMMAND, CONFIRM, CONFIRM",
        "UPDATE, PUSH,    APPROVE, APPROVE",
        "UPDATE, PUSH,    REFUSE,  REFUSE",
        "DELETE, PUSH,    CONFIRM, ALLOW",
        "DELETE, PUSH,    REFUSE,  REFUSE",
        "DELETE, COMMAND, ALLOW,   CONFIRM",
    })
    @Proves({"TU-60", "TU-62"})
    void anEntryTightensWhatAPersonMay(Deed deed, Way way, Verdict entry, Verdict verdict) {
        RecordPolicy policy = policy(grant("*", "work", category(deed), Optional.empty(), entry));

        assertThat(policy.decide(ADA, deed, way, DEMO).verdict()).isEqualTo(verdict);
    }

    @Test
    @Proves("TU-61")
    void noEntryLetsAnAgentWritePastWhoApproves() {
        RecordPolicy policy =
                policy(
                        grant(
                                "agent:*",
                                "work",
                                Category.EXTERNAL_RECORD_CREATE,
                                Optional.empty(),
                                Verdict.ALLOW));

        assertThat(policy.decide(AGENT, Deed.CREATE, Way.PUSH, DEMO))
                .isEqualTo(new Decision(Verdict.APPROVE, "grant:g-1"));
    }

    @Test
    @Proves("TU-60")
    void anEntryOfAnotherPlaceSaysNothing() {
        Category update = Category.EXTERNAL_RECORD_UPDATE;
        RecordPolicy elsewhere =
                policy(grant("*", "other", update, Optional.empty(), Verdict.REFUSE));
        RecordPolicy otherProject =
                policy(grant("*", "work", update, Optional.of("prod"), Verdict.REFUSE));
        RecordPolicy here = policy(grant("*", "work", update, Optional.of("demo"), Verdict.REFUSE));

        assertThat(elsewhere.decide(ADA, Deed.UPDATE, Way.PUSH, DEMO).isAllowed()).isTrue();
        assertThat(otherProject.decide(ADA, Deed.UPDATE, Way.PUSH, DEMO).isAllowed()).isTrue();
        assertThat(here.decide(ADA, Deed.UPDATE, Way.PUSH, DEMO).isAllowed()).isFalse();
    }

    @Test
    @Proves("TU-62")
    void aRefusalNamesItsEntryAndABrokenPolicyAllowsNothing() {
        RecordPolicy policy =
                policy(
                        grant(
                                "*",
                                "*",
                                Category.EXTERNAL_RECORD_DELETE,
                                Optional.empty(),
                                Verdict.REFUSE));
        RecordPolicy broken =
                new RecordPolicy(
                        () -> {
                            throw Failure.of(Code.POLICY_FILE_NOT_VALID).build();
                        },
                        NOW);

        assertThatThrownBy(() -> policy.require(ADA, Deed.DELETE, Way.PUSH, DEMO))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> {
                            assertThat(refused.registered()).isEqualTo(Code.POLICY_REFUSED);
                            assertThat(refused.facts()).containsEntry("entry", "grant:g-1");
                        });
        assertThatThrownBy(() -> broken.require(ADA, Deed.READ, Way.COMMAND, DEMO))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused ->
                                assertThat(refused.registered())
                                        .isEqualTo(Code.POLICY_FILE_NOT_VALID));
    }

    private static RecordPolicy policy(Grant grant) {
        return new RecordPolicy(() -> new Policy(List.of(grant), List.of()), NOW);
    }

    private static Category category(Deed deed) {
        return switch (deed) {
            case READ -> Category.EXTERNAL_RECORD_READ;
            case CREATE -> Category.EXTERNAL_RECORD_CREATE;
            case UPDATE -> Category.EXTERNAL_RECORD_UPDATE;
            case CLOSE -> Category.EXTERNAL_RECORD_TRANSITION;
            case DELETE -> Category.EXTERNAL_RECORD_DELETE;
            case CONFIGURE -> throw new IllegalArgumentException();
        };
    }

    private static Grant grant(
            String subject,
            String connection,
            Category category,
            Optional<String> container,
            Verdict decision) {
        return new Grant(
                "g-1",
                subject,
                connection,
                Optional.empty(),
                Optional.of(category),
                container,
                Optional.empty(),
                Optional.empty(),
                decision,
                OptionalInt.empty(),
                1,
                Optional.empty());
    }
}
