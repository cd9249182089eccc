package dev.stile.testkit.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.RepoTexts;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a repository or pull request prints is read as the same one again. */
final class RepoTextsRoundTripTest {
    private static final List<String> HOSTS =
            List.of(
                    "github.com",
                    "localhost",
                    "code.example:8443",
                    "127.0.0.1",
                    "127.0.0.1:8080",
                    "[::1]",
                    "[::1]:8080",
                    "a-b.c-d.example:1");

    private static final String LETTERS = "ABCXYZabcxyz0189._-";

    /** Knows one host by no slug, and needs it to be named. */
    private record OneHost(HostId host) implements RepoTexts.Hosts {
        @Override
        public Optional<HostId> bySlug(String slug) {
            return Optional.empty();
        }

        @Override
        public boolean knows(HostId other) {
            return other.equals(host);
        }

        @Override
        public Optional<HostId> standard() {
            return Optional.empty();
        }
    }

    @Test
    @Proves("GH-4")
    void printingAndParsingIsARoundTrip() {
        Random random = new Random(4);
        for (int time = 0; time < 4_000; time++) {
            HostId host = new HostId(HOSTS.get(random.nextInt(HOSTS.size())));
            String path = name(random);
            for (int more = random.nextInt(3); more >= 0; more--) {
                path += "/" + name(random);
            }
            RepoRef repo = new RepoRef(host, path);
            PrRef pr = new PrRef(repo, 1 + random.nextInt(Integer.MAX_VALUE));

            assertThat(RepoTexts.repo(repo.toString(), new OneHost(host))).isEqualTo(repo);
            assertThat(RepoTexts.pr(pr.toString(), new OneHost(host))).isEqualTo(pr);
        }
    }

    /** A name that ends with {@code .git} loses that end when it is read, as a remote's does. */
    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        name.append(LETTERS.charAt(random.nextInt(12)));
        for (int more = random.nextInt(99); more > 0; more--) {
            name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return name.toString();
    }

    @Test
    void withAUserOrAnUnknownHostItIsScpLike() {
        OneHost known = new OneHost(new HostId("127.0.0.1:8080"));

        assertThat(RepoTexts.repo("git@code.example:acme/web.git", known).toString())
                .isEqualTo("code.example/acme/web");
        assertThat(RepoTexts.repo("code.example:acme/web", known).toString())
                .isEqualTo("code.example/acme/web");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/",
                "/b",
                "a//b",
                "./b",
                "a/..",
                "-a/b",
                "a/-b",
                "a/b c",
                "a/b\n",
                "a/b%2e",
                "a/\u00e9",
                "a/b?c",
                "a/b\\c",
                "a/b;c",
                "a/b\u0000"
            })
    @Proves("GH-2")
    void aPathOfAnyOtherShapeIsInvalid(String path) {
        HostId host = new HostId("code.example");

        assertThatThrownBy(() -> new RepoRef(host, path))
                .isInstanceOfSatisfying(
                        Invalid.class, wrong -> assertThat(wrong.field()).isEqualTo("repo"));
        assertThatThrownBy(() -> new RepoRef(host, "a/" + "b".repeat(101)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    @Proves("GH-2")
    void anyTextIsReadOrInvalid() {
        Random random = new Random(2);
        String alphabet = "aB0/.:@#-_[]% ~\\\n\u00e9git";
        OneHost known = new OneHost(new HostId("a:1"));
        for (int time = 0; time < 20_000; time++) {
            StringBuilder text = new StringBuilder(time % 3 == 0 ? "https://" : "");
            for (int more = random.nextInt(14); more > 0; more--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                RepoRef read = RepoTexts.repo(text.toString(), known);
                assertThat(read.segments().size()).isGreaterThan(1);
            } catch (Invalid refused) {
                assertThat(refused.field()).isIn("repo", "host");
            }
        }
    }
}
