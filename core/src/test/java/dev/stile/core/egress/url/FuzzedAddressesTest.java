package dev.stile.core.egress.url;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whatever is taken for an address means the same to another parser. */
@Proves({"TU-4", "TU-80"})
final class FuzzedAddressesTest {
    private static final String[] ADDRESSES = {
        "https://tracker.example/a/b?c=d&e=%20",
        "http://127.0.0.1:8080/sim/v1/projects/acme%2Fweb",
        "https://[2001:db8::1]:8443/",
        "https://xn--bcher-kva.example:444",
    };

    @Test
    void anAddressThatIsTakenHasOneMeaning() {
        Fuzzing.texts(ADDRESSES)
                .refusing(AmbiguousUrlException.class)
                .run(
                        bytes -> {
                            String text = new String(bytes, StandardCharsets.UTF_8);
                            WebAddress address = WebAddress.parse(text);
                            URI uri = URI.create(text);
                            assertThat(uri.getHost().replaceAll("[\\[\\]]", ""))
                                    .isEqualToIgnoringCase(address.origin().host());
                            assertThat(uri.getUserInfo()).isNull();
                            assertThat(uri.getPort()).isIn(address.origin().port(), -1);
                            assertThat(
                                            List.of(
                                                    uri.getRawPath()
                                                            .replaceAll("(?i)%2e", ".")
                                                            .split("/")))
                                    .doesNotContain(".", "..");
                            assertThat(WebAddress.parse(address.toString())).isEqualTo(address);
                        });
    }

    @Test
    void aReferenceThatIsFollowedIsAnAddress() throws AmbiguousUrlException {
        WebAddress base = WebAddress.parse("https://tracker.example/a/b?c=d");
        Fuzzing.texts("/x/y?z", "?page=2", "https://other.example/", "next", "//host/x", "../up")
                .refusing(AmbiguousUrlException.class)
                .run(
                        bytes -> {
                            WebAddress next =
                                    base.follow(new String(bytes, StandardCharsets.UTF_8));
                            assertThat(WebAddress.parse(next.toString())).isEqualTo(next);
                        });
    }
}
