package dev.stile.core.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.testkit.Proves;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

final class ConnectingTest {
    private final Connects connects = new Connects();

    @Test
    @Proves({"GS-3", "FL-50"})
    void everythingThatIsMissingOrWrongIsSaidAtOnceAndEmptyCountsAsMissing() {
        refuses(
                () ->
                        connects.prepare(
                                Map.of("url", " ", "projekt", "x", "delete_cap", "many"), Map.of()),
                Code.SETTINGS_MISSING,
                failure ->
                        assertThat(failure.details())
                                .anyMatch(line -> line.startsWith("missing: --set url="))
                                .anyMatch(
                                        line -> line.startsWith("missing: --secret token=env:NAME"))
                                .anyMatch(
                                        line ->
                                                line.contains(
                                                        "no setting projekt; did you mean project?"))
                                .anyMatch(line -> line.startsWith("delete_cap is a whole number")));
    }

    @Test
    @Proves("GH-39")
    void whatOnlyTheConnectorKnowsToBeWrongIsSaidBesideTheRest() {
        refuses(
                () -> connects.prepare(Map.of("project", "-web", "delete_cap", "many"), Map.of()),
                Code.SETTINGS_MISSING,
                failure -> {
                    assertThat(failure.details())
                            .anyMatch(line -> line.startsWith("missing: --set url="))
                            .anyMatch(line -> line.startsWith("delete_cap is a whole number"));
                    assertThat(ErrorPrinter.text(failure))
                            .contains(
                                    "/settings/project: begins with no dash; give it as in --set"
                                            + " project=web")
                            .doesNotContain("-web");
                });
    }

    @Test
    void anAddressOfAServerHasNoQuery() {
        refuses(
                () ->
                        connects.prepare(
                                Map.of("url", Connects.PUBLIC + "?key=x"),
                                Map.of("token", "env:KEY")),
                Code.SETTINGS_MISSING,
                failure ->
                        assertThat(failure.details())
                                .containsExactly("url is an address without query and fragment"));
    }

    @Test
    @Proves({"TU-41", "FL-50", "FL-52"})
    void aSecretGivenAsTextIsRefusedWithoutPrintingIt() {
        refuses(
                () ->
                        connects.prepare(
                                Map.of("url", Connects.PUBLIC), Map.of("token", "hunter2-hunter2")),
                Code.SECRET_LITERAL,
                failure ->
                        assertThat(
                                        ErrorPrinter.text(failure)
                                                + ErrorPrinter.json(failure)
                                                + failure)
                                .contains("--secret token: what was given is no reference")
                                .doesNotContain("hunter2"));
    }

    @Test
    @Proves({"TU-60", "TU-61"})
    void whoMayGrantNothingMakesNobodyLookANameUp() {
        Connecting connecting =
                new Connecting(
                        address -> {
                            throw new AssertionError("looked up " + address);
                        },
                        Clock.systemUTC(),
                        (connector, typed) -> List.of());

        refuses(
                () ->
                        connecting.grant(
                                "https://nobody.invalid",
                                false,
                                false,
                                List.of(),
                                new Subject.Agent("anna")),
                Code.POLICY_REFUSED,
                failure -> assertThat(failure.facts()).containsKey("entry"));
    }

    @Test
    @Proves("TU-2")
    void theAddressThatIsTypedIsTheGrantOfItsOrigin() {
        Connection connection =
                connects.prepare(
                        Map.of("url", Connects.PUBLIC + "/path"), Map.of("token", "env:KEY"));

        assertThat(connection.origins())
                .singleElement()
                .satisfies(
                        granted -> {
                            assertThat(granted.origin()).isEqualTo(Connects.PUBLIC);
                            assertThat(granted.privateAllowed()).isFalse();
                            assertThat(granted.grantedBy()).isEqualTo("ada");
                        });
    }

    @Test
    @Proves("TU-2")
    void aPrivateAddressStopsWithTheSameCommandPlusAllowPrivate() {
        refuses(
                () -> connects.prepare(Map.of("url", Connects.PRIVATE), Map.of("token", "env:KEY")),
                Code.PRIVATE_ADDRESS,
                failure ->
                        assertThat(ErrorPrinter.next(failure))
                                .containsExactly(
                                        "stile connect desk work --set url="
                                                + Connects.PRIVATE
                                                + " --allow-private"));

        connects.allowPrivate = true;
        assertThat(
                        connects.prepare(
                                        Map.of("url", Connects.PRIVATE), Map.of("token", "env:KEY"))
                                .origins())
                .singleElement()
                .satisfies(granted -> assertThat(granted.privateAllowed()).isTrue());
    }

    @Test
    @Proves("TU-3")
    void plainHttpIsForThisMachineUnlessItIsGrantedAsSuch() {
        refuses(
                () -> connects.prepare(Map.of("url", Connects.PLAIN), Map.of("token", "env:KEY")),
                Code.INSECURE_ADDRESS,
                failure ->
                        assertThat(ErrorPrinter.next(failure))
                                .allMatch(line -> line.endsWith(" --allow-http")));

        assertThat(
                        connects.prepare(
                                        Map.of("url", Connects.LOOPBACK),
                                        Map.of("token", "env:KEY"))
                                .origins())
                .singleElement()
                .satisfies(granted -> assertThat(granted.privateAllowed()).isTrue());
    }

    @Test
    @Proves("TU-5")
    void anAddressThatNoConnectionMayReachIsRefusedWhateverIsAllowed() {
        connects.allowPrivate = true;
        refuses(
                () ->
                        connects.prepare(
                                Map.of("url", Connects.LINK_LOCAL), Map.of("token", "env:KEY")),
                Code.EGRESS_DENIED,
                failure ->
                        assertThat(failure.facts()).containsEntry("reason", "address_forbidden"));
    }

    @Test
    @Proves("FL-45")
    void reservedAndMisshapenNamesAreRefused() {
        for (String name :
                new String[] {"stile", "all", "none", "Work", "-a", "", "a b", "x".repeat(33)}) {
            connects.name = name;
            refuses(
                    () ->
                            connects.prepare(
                                    Map.of("url", Connects.PUBLIC), Map.of("token", "env:KEY")),
                    Code.CONNECTION_NAME_NOT_VALID,
                    failure -> {});
        }
    }

    @Test
    void whatIsNotTypedAgainStaysAsItWas() {
        Connection first =
                connects.prepare(Map.of("url", Connects.PUBLIC), Map.of("token", "env:KEY"));

        Connection second =
                connects.prepare(Map.of("accept_truncated", "true"), Map.of(), Optional.of(first));

        assertThat(second.settings()).isEqualTo(first.settings());
        assertThat(second.secrets()).isEqualTo(first.secrets());
        assertThat(second.origins()).isEqualTo(first.origins());
        assertThat(second.options().acceptTruncated()).isTrue();
    }

    private static void refuses(ThrowingCallable work, Code code, Consumer<Failure> then) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.registered()).isEqualTo(code);
                            then.accept(failure);
                        });
    }
}
