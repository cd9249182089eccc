package dev.stile.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.InitResult;
import dev.stile.connectors.github.client.Addresses;
import dev.stile.connectors.github.support.Opened;
import dev.stile.testkit.Proves;
import dev.stile.testkit.hosting.FakeHostServices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** What a connection is told, and what it makes of it before any request. */
final class GitHubSettingsTest {
    private static final URI WEB = URI.create("https://code.example");

    @Test
    void theProviderIsFoundAndClaimsPullRequestsAlone() {
        List<ConnectorProvider> found =
                ServiceLoader.load(ConnectorProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider instanceof GitHubProvider)
                        .toList();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().manifest().facets()).containsExactly(Facet.PULL_REQUESTS);
        assertThat(found.getFirst().manifest().slug()).isEqualTo("github");
    }

    @ParameterizedTest
    @CsvSource({
        "https://github.com,https://api.github.com,https://api.github.com/graphql",
        "https://acme.ghe.com/,https://api.acme.ghe.com,https://api.acme.ghe.com/graphql",
        "https://code.example,https://code.example/api/v3,https://code.example/api/graphql",
        "https://code.example/git,https://code.example/git/api/v3,https://code.example/git/api/graphql"
    })
    @Proves("GH-53")
    void theAddressesOfTheInterfacesFollowFromTheWebAddress(URI web, String rest, String graphQl) {
        Addresses addresses = Addresses.of(web, Optional.empty());

        assertThat(addresses.rest()).hasToString(rest);
        assertThat(addresses.graphQl()).hasToString(graphQl);
    }

    @Test
    void aRootThatIsGivenIsTaken() {
        Addresses addresses = Addresses.of(WEB, Optional.of(URI.create("https://a.example/r/")));

        assertThat(addresses.rest()).hasToString("https://a.example/r");
        assertThat(addresses.graphQl()).hasToString("https://a.example/r/graphql");
    }

    @Test
    @Proves("GH-32")
    void validSettingsStartWithoutAnyRequest() {
        assertThat(start().success()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "web_url,ftp://code.example",
        "web_url,http://code.example",
        "web_url,https://user@code.example",
        "page_cap,0",
        "page_cap,many",
        "budget_per_hour,-1",
        "default_merge_strategy,force",
        "repositories,acme"
    })
    @Proves("GH-32")
    void aWrongOneIsNamedAndItsValueIsNot(String key, String value) {
        InitResult result = start(key, value);

        assertThat(result.success()).isFalse();
        assertThat(result.message()).startsWith(key + ": ");
        if (value.length() > 4 && !value.equals("acme")) {
            assertThat(result.message()).doesNotContain(value);
        }
    }

    @Test
    @Proves("GH-39")
    void everythingThatIsWrongIsSaidAtOnceWithoutAnAddress() {
        assertThat(
                        new GitHubProvider()
                                .faults(
                                        new Settings(
                                                Map.of(
                                                        "page_cap",
                                                        "0",
                                                        "budget_per_hour",
                                                        "many",
                                                        "repositories",
                                                        "acme/*,,",
                                                        "old",
                                                        "1"))))
                .extracting(SettingFault::name)
                .containsExactly("old", "page_cap", "budget_per_hour", "repositories");
    }

    @Test
    @Proves("GH-39")
    void aKeyThatIsNotKnownIsToldWithTheNearest() {
        assertThat(start("page_capp", "7").message())
                .isEqualTo("page_capp: is no setting; did you mean page_cap");
    }

    @Test
    void anInterfaceAtAnotherHostIsNamedByThePerson() {
        assertThat(start("web_url", "https://github.com").message())
                .isEqualTo(
                        "api_url: must be given where it is at another host:"
                                + " https://api.github.com");
        assertThat(
                        start("web_url", "https://github.com", "api_url", "https://api.github.com")
                                .success())
                .isTrue();
    }

    private static InitResult start(String... more) {
        GitHost host =
                Opened.host(
                        (request, call) -> {
                            throw new AssertionError("no request was due");
                        },
                        Opened.settings(WEB, more));
        return host.initialize(new FakeHostServices(List.of(WEB), "secret"));
    }
}
