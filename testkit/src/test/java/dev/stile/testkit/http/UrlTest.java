package dev.stile.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.http.Url;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.net.URI;

/** Addresses that are built from parts which anybody may have chosen. */
class UrlTest {
    private static final Url BASE = Url.under(URI.create("https://tracker.example/base/"));

    @Test
    @Proves({"TR-100", "TR-65"})
    void aSegmentStaysOneSegmentWhateverIsInIt() {
        assertThat(BASE.segments("a/b", "c?d#e", "f%2Fg", "é h"))
                .hasToString("https://tracker.example/base/a%2Fb/c%3Fd%23e/f%252Fg/%C3%A9%20h");
        assertThat(BASE.segments("@evil.example:80").toUri().getHost())
                .isEqualTo("tracker.example");
        for (String bad : new String[] {"", ".", ".."}) {
            assertThatThrownBy(() -> BASE.segments("a", bad))
                    .as("the segment '%s'", bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Proves({"TR-100", "TR-65"})
    void aQueryValueStaysOneValueWhateverIsInIt() {
        Url url = BASE.query("q", "a&b=c#d+e f").query("né", "/?").query("n", 7);

        assertThat(url)
                .hasToString(
                        "https://tracker.example/base?q=a%26b%3Dc%23d%2Be%20f&n%C3%A9=%2F%3F&n=7");
        assertThat(url.segments("late"))
                .hasToString(
                        "https://tracker.example/base/late?q=a%26b%3Dc%23d%2Be%20f&n%C3%A9=%2F%3F&n=7");
    }

    @Test
    @Proves("TR-100")
    void aBaseHasNoQueryAndNoFragment() {
        for (String base : new String[] {"https://a.example/?x", "https://a.example/#x"}) {
            assertThatThrownBy(() -> Url.under(URI.create(base)))
                    .as(base)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
