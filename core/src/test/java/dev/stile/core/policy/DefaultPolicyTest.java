package dev.stile.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

final class DefaultPolicyTest {
    private static final Subject PERSON = Subject.ofProcess(Map.of(), "ada");
    private static final Subject AGENT =
            Subject.ofProcess(Map.of("STILE_AGENT_TOKEN", "a-token"), "ada");

    @ParameterizedTest
    @CsvSource({
        "READ,      COMMAND, ALLOW,   ALLOW",
        "READ,      PUSH,    ALLOW,   ALLOW",
        "CREATE,    PUSH,    ALLOW,   APPROVE",
        "UPDATE,    PUSH,    ALLOW,   APPROVE",
        "CLOSE,     COMMAND, ALLOW,   APPROVE",
        "DELETE,    PUSH,    ALLOW,   APPROVE",
        "DELETE,    COMMAND, CONFIRM, APPROVE",
        "CONFIGURE, COMMAND, ALLOW,   REFUSE",
    })
    @Proves({"TU-60", "TU-61"})
    void withoutAPolicyAPersonWritesAndAnAgentAsks(
            Deed deed, Way way, Verdict person, Verdict agent) {
        assertThat(DefaultPolicy.decide(PERSON, deed, way).verdict()).isEqualTo(person);
        assertThat(DefaultPolicy.decide(AGENT, deed, way).verdict()).isEqualTo(agent);
    }

    @Test
    @Proves("TU-62")
    void theEntryThatDecidedIsNamedInARefusal() {
        assertThatThrownBy(() -> DefaultPolicy.require(AGENT, Deed.UPDATE, Way.PUSH))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused -> {
                            assertThat(refused.registered()).isEqualTo(Code.POLICY_REFUSED);
                            assertThat(refused.facts())
                                    .containsEntry("entry", "default:agent-effect");
                        });
    }

    @Test
    void anAgentIsToldByADigestOfItsToken() {
        assertThat(AGENT.actor()).startsWith("agent:").doesNotContain("a-token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    @Proves("TU-60")
    void aTokenThatHoldsNothingIsNobodyAndNoPerson(String token) {
        assertThatThrownBy(() -> Subject.ofProcess(Map.of("STILE_AGENT_TOKEN", token), "ada"))
                .isInstanceOfSatisfying(
                        Failure.class,
                        refused ->
                                assertThat(refused.registered()).isEqualTo(Code.AGENT_TOKEN_EMPTY));
    }
}
