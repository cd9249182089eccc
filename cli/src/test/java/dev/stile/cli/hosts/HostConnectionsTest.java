package dev.stile.cli.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionOptions;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which connection leads to a repository. */
final class HostConnectionsTest {
    private final HostConnection work = connection("work", "https://code.example", "");
    private final HostConnection play =
            connection("play", "https://code.example", "toys/*, Acme/Web");
    private final HostConnection base = connection("base", "https://git.example:8443/code", "");

    @Test
    @Proves("GH-5")
    void theHostDecidesAndNoOrderDoes() {
        for (List<HostConnection> order : List.of(List.of(work, base), List.of(base, work))) {
            HostConnections all = new HostConnections(order, List.of("codes"));

            assertThat(all.repo("https://git.example:8443/acme/web.git").connection())
                    .isEqualTo(base);
            assertThat(all.repo("git@code.example:acme/web").connection()).isEqualTo(work);
            assertThat(all.pr("base/acme/web#3").connection()).isEqualTo(base);
            assertThatThrownBy(() -> all.pr("acme/web#3")).isInstanceOf(Invalid.class);
        }
    }

    @Test
    @Proves("GH-5")
    void ofTwoOnOneHostANameOrAPatternDecidesAndElseBothAreNamed() {
        for (List<HostConnection> order : List.of(List.of(work, play), List.of(play, work))) {
            HostConnections all = new HostConnections(order, List.of("codes"));

            assertThat(all.pr("toys/web#1").connection()).isEqualTo(play);
            assertThat(all.pr("acme/web#1").connection()).isEqualTo(play);
            assertThat(all.pr("work/acme/web#1").connection()).isEqualTo(work);
            assertThatThrownBy(() -> all.pr("acme/websites#1"))
                    .isInstanceOf(Invalid.class)
                    .hasMessageContaining("play")
                    .hasMessageContaining("work");
        }
    }

    @Test
    @Proves("GH-101")
    void withoutAConnectionNothingIsMeant() {
        HostConnections none = new HostConnections(List.of(), List.of("codes"));

        assertThatThrownBy(() -> none.pr("acme/web#1"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no connection leads to a code host");
        assertThat(none.forGit("https://code.example/", false)).isEmpty();
    }

    @Test
    void aPatternIsTakenAsItIsWritten() {
        HostConnection odd = connection("odd", "https://code.example", "a.b/* \\E.*");
        HostConnections all = new HostConnections(List.of(work, odd), List.of());

        assertThat(all.pr("a.b/web#1").connection()).isEqualTo(odd);
        assertThatThrownBy(() -> all.pr("aXb/web#1")).isInstanceOf(Invalid.class);
    }

    @Test
    @Proves("GH-47")
    void gitIsAnsweredOnlyWhereOneConnectionCanBeMeant() {
        HostConnections all = new HostConnections(List.of(work, play, base), List.of());

        assertThat(all.forGit("https://git.example:8443/", false)).contains(base);
        assertThat(all.forGit("https://code.example/", false)).isEmpty();
        assertThat(all.forGit("https://code.example/toys/web.git", true)).contains(play);
        assertThat(all.forGit("https://code.example/acme/other.git", true)).isEmpty();
        assertThat(all.forGit("https://else.example/", false)).isEmpty();
        assertThat(all.forGit("https://[::1/", false)).isEmpty();
        assertThat(all.forGit("https://a b/", false)).isEmpty();
    }

    @Test
    void aConnectionWhoseSettingsNameNoHostLeadsNowhere() {
        for (String web : List.of("", "nothing", "https:///x", "https://code example")) {
            assertThat(HostConnection.of(work.connection(), new Settings(Map.of("web_url", web))))
                    .as(web)
                    .isEmpty();
        }
    }

    @Test
    void aUserInAWebAddressIsNotShown() {
        assertThat(PlainRemote.withoutUser("HTTPS://me:pw@code.example/a/b.git"))
                .isEqualTo("HTTPS://code.example/a/b.git");
        assertThat(PlainRemote.withoutUser("https://a@b@code.example/a"))
                .isEqualTo("https://code.example/a");
        assertThat(PlainRemote.withoutUser("git@code.example:a/b"))
                .isEqualTo("git@code.example:a/b");
        assertThat(PlainRemote.withoutUser("https://code.example/a@b"))
                .isEqualTo("https://code.example/a@b");
    }

    private static HostConnection connection(String name, String web, String repositories) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("web_url", web);
        settings.put("repositories", repositories);
        Connection connection =
                new Connection(
                        new ConnectionSlug(name),
                        "codes",
                        new TreeMap<>(settings),
                        new TreeMap<>(),
                        List.of(),
                        Optional.empty(),
                        ConnectionOptions.standard(),
                        "tester",
                        Instant.EPOCH,
                        1);
        return HostConnection.of(connection, new Settings(settings)).orElseThrow();
    }
}
