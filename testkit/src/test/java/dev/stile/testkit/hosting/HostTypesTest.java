package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.api.hosting.MergeFailureReason.Next;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.Sha;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The identities of the contract, and what the reasons of a merge that failed ask for. */
final class HostTypesTest {
    private static final RepoRef REPO = new RepoRef(new HostId("code.example"), "acme/web");

    @ParameterizedTest
    @CsvSource({
        "https://Code.Example, code.example",
        "https://code.example:443/, code.example",
        "https://code.example:8443/gitlab, code.example:8443",
        "https://code.example/gitlab, code.example",
        "HTTP://code.example:80, code.example",
        "http://code.example:443, code.example:443",
        "https://code.example:80, code.example:80",
        "http://127.0.0.1:8080/x, 127.0.0.1:8080",
        "https://[2001:DB8::1]:443, [2001:db8::1]",
        "https://[::1]:65535, [::1]:65535"
    })
    @Proves("GH-1")
    void aHostIsItsSmallNameAndAPortThatIsNotItsSchemesOwn(String address, String host) {
        assertThat(HostId.of(URI.create(address))).hasToString(host);
        assertThat(new HostId(host)).isEqualTo(HostId.of(URI.create(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Code.example",
                "b\u00fccher.example",
                "code.example/gitlab",
                "user@code.example",
                "code..example",
                "-code.example",
                "code.example.",
                "code.example:",
                "code.example:0",
                "code.example:080",
                "code.example:65536",
                "code.example:99999",
                "code.example\n",
                "::1"
            })
    @Proves("GH-1")
    void anythingElseIsNoHost(String text) {
        assertThatThrownBy(() -> new HostId(text))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://code.example:0/",
                "https://code.example:65536/",
                "https://b\u00fccher.example/",
                "https:///web",
                "mailto:ada@code.example"
            })
    @Proves("GH-1")
    void anAddressWithoutSuchAHostNamesNone(String address) {
        assertThatThrownBy(() -> HostId.of(URI.create(address)))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("host"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    @Proves("GH-3")
    void aPullRequestHasANumberFromOneOn(int number) {
        assertThatThrownBy(() -> new PrRef(REPO, number)).isInstanceOf(Invalid.class);
        assertThat(new PrRef(REPO, 1).prNumber()).isOne();
    }

    @Test
    @Proves("GH-3")
    void aShaIsFortyOrSixtyFourSmallHexDigits() {
        assertThat(Stream.of("0a".repeat(20), "f9".repeat(32)).map(Sha::new)).hasSize(2);
        for (String wrong :
                List.of(
                        "",
                        "0a".repeat(19),
                        "a".repeat(41),
                        "A".repeat(40),
                        "g".repeat(40),
                        "a".repeat(63),
                        "a".repeat(65),
                        " " + "a".repeat(39))) {
            assertThatThrownBy(() -> new Sha(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** The one text is the address of a remote, which names its host. */
    @Test
    @Proves("GH-3")
    void nothingInTheContractIsNamedWithoutItsHost() {
        List<Method> methods =
                Arrays.stream(GitHost.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .filter(method -> !method.isSynthetic())
                        .toList();
        assertThat(methods).hasSizeGreaterThan(13);
        assertThat(methods)
                .filteredOn(
                        method ->
                                Arrays.stream(method.getParameterTypes())
                                        .anyMatch(HostTypesTest::isBare))
                .extracting(Method::getName)
                .containsExactly("getAuthenticatedRemoteUrl");
    }

    private static boolean isBare(Class<?> type) {
        return type.isPrimitive() || type == String.class || Number.class.isAssignableFrom(type);
    }

    @ParameterizedTest
    @CsvSource({
        "CONFLICT, REWORK",
        "HEAD_CHANGED, READ_AGAIN",
        "BASE_CHANGED, READ_AGAIN",
        "NOT_COMPUTED, WAIT",
        "TRANSIENT, WAIT",
        "RATE_LIMITED, WAIT",
        "BLOCKED, HUMAN",
        "DRAFT, HUMAN",
        "METHOD_NOT_ALLOWED, HUMAN",
        "QUEUE_REQUIRED, HUMAN",
        "PERMISSION, HUMAN",
        "CLOSED, STOP",
        "MERGED_OTHER_HEAD, STOP_AND_ALARM"
    })
    @Proves("GH-12")
    void eachReasonOfAFailedMergeAsksForOneThing(MergeFailureReason reason, Next next) {
        assertThat(reason.next()).isEqualTo(next);
    }

    @Test
    @Proves("GH-12")
    void thereAreNoMoreReasons() {
        assertThat(MergeFailureReason.values()).hasSize(13);
    }
}
