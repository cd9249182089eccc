package dev.stile.core.egress.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Proves({"TU-3", "TU-4"})
final class WebAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://tracker.example, https://tracker.example",
        "HTTPS://Tracker.EXAMPLE, https://tracker.example",
        "https://tracker.example:443/a, https://tracker.example",
        "http://tracker.example:80/a, http://tracker.example",
        "http://tracker.example:443/a, http://tracker.example:443",
        "https://tracker.example?x=1, https://tracker.example",
        "http://127.0.0.1:3000/, http://127.0.0.1:3000",
        "http://[::1]:8080/x, http://[::1]:8080",
        "http://[2001:DB8::A]/x, http://[2001:db8::a]",
        "http://[1:0:0:2::3]/x, http://[1:0:0:2::3]",
        "https://xn--mnchen-3ya.example/, https://xn--mnchen-3ya.example",
        "http://localhost:1/, http://localhost:1",
        "https://a-b.c1.example/%2F/x%20y?q=%5B%5D&a=b/c?d, https://a-b.c1.example",
        "https://h.example/a//b/..c/.d./..., https://h.example",
    })
    void anAddressThatMeansOneThingIsReadAndItsOriginHasOneSpelling(String text, String origin)
            throws AmbiguousUrlException {
        assertThat(WebAddress.parse(text).origin()).hasToString(origin);
        assertThat(WebAddress.parse(origin).origin()).hasToString(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tracker.example",
                "//tracker.example/",
                "https:/tracker.example",
                "https:tracker.example",
                "ftp://tracker.example/",
                "javascript://tracker.example/",
                " https://tracker.example/",
                "https://tracker.example/\n",
                "https://tracker.example/ x",
                "https://tracker.example/\t",
                "https://tracker.example/\u0000",
                "https://user@tracker.example/",
                "https://user:hunter2@tracker.example/",
                "https://@tracker.example/",
                "https://good.example@evil.example/",
                "https://good.example\\@evil.example/",
                "https://tracker.example\\evil/",
                "https://tracker.example/a\\b",
                "https://tracker.example./",
                "https://.tracker.example/",
                "https://tracker..example/",
                "https://tracker.example:/",
                "https://tracker.example:0/",
                "https://tracker.example:0443/",
                "https://tracker.example:65536/",
                "https://tracker.example:+443/",
                "https://tracker.example:4 43/",
                "https://tracker.example:443:443/",
                "https://tr%61cker.example/",
                "https://tracker.example%2eevil.example/",
                "https://tracker_x.example/",
                "https://-tracker.example/",
                "https://tracker-.example/",
                "https://münchen.example/",
                "https://tracker。example/",
                "https://ｔracker.example/",
                "https://tracker.example/ü",
                "http://0177.0.0.1/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://2130706433/",
                "http://127.1/",
                "http://127.0.1/",
                "http://127.0.0.01/",
                "http://127.0.0.256/",
                "http://127.0.0.1./",
                "http://1.2.3.4.5/",
                "http://tracker.0x7f/",
                "http://tracker.1/",
                "http://[::1/",
                "http://::1/",
                "http://[::1]x/",
                "http://[::1%25eth0]/",
                "http://[fe80::1%eth0]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::01]/",
                "http://[0::1]/",
                "http://[1::2::3]/",
                "http://[1:2:3:4:5:6:7:8:9]/",
                "http://[::1:2:3:4:5:6:7]/",
                "http://[1:0:0:2:0:0:0:3]/",
                "http://[:::1]/",
                "http://[12345::1]/",
                "http://[v1.x]/",
                "https:///path",
                "https://tracker.example/a/../b",
                "https://tracker.example/a/./b",
                "https://tracker.example/..",
                "https://tracker.example/a/%2e%2e/b",
                "https://tracker.example/a/%2E/b",
                "https://tracker.example/a/.%2e",
                "https://tracker.example/%",
                "https://tracker.example/%zz",
                "https://tracker.example/%4",
                "https://tracker.example/a<b",
                "https://tracker.example/a|b",
                "https://tracker.example/a^b",
                "https://tracker.example/?a={b}",
                "https://tracker.example/?a=[b]",
                "https://tracker.example/#top",
            })
    void anAddressThatParsersReadDifferentlyIsRefused(String text) {
        assertThatThrownBy(() -> WebAddress.parse(text))
                .isInstanceOf(AmbiguousUrlException.class)
                .message()
                .satisfies(
                        message -> assertThat(message).doesNotContain("evil", "hunter2", "user@"));
    }

    @Test
    void anAddressOfSixteenThousandCharactersIsReadAndALongerOneIsRefused()
            throws AmbiguousUrlException {
        String begin = "https://tracker.example/";
        String longest = begin + "a".repeat(WebAddress.LONGEST - begin.length());
        assertThat(WebAddress.parse(longest).target()).hasSize(WebAddress.LONGEST - 23);
        assertThatThrownBy(() -> WebAddress.parse(longest + "a"))
                .isInstanceOf(AmbiguousUrlException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://tracker.example, true",
        "https://tracker.example:8443, true",
        "https://tracker.example/, false",
        "https://tracker.example/base, false",
        "https://tracker.example?x, false",
        "https://*.example, false",
        "tracker.example:443, false",
    })
    void anOriginToBeGrantedHasNothingBeyondSchemeHostAndPort(String text, boolean fits) {
        if (fits) {
            org.assertj.core.api.Assertions.assertThatCode(() -> Origin.parse(text))
                    .doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> Origin.parse(text)).isInstanceOf(AmbiguousUrlException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/x, https://h.example/x",
        "/x?y=1#part, https://h.example/x?y=1",
        "?page=2, https://h.example/a/b?page=2",
        "c, https://h.example/a/c",
        "c/d:e, https://h.example/a/c/d:e",
        "//other.example/x, https://other.example/x",
        "http://other.example/x, http://other.example/x",
    })
    void aReferenceOfAServerIsReadFromWhereItStands(String reference, String expected)
            throws AmbiguousUrlException {
        assertThat(WebAddress.parse("https://h.example/a/b?q").follow(reference))
                .hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../x", "./x", "/a/../x", "\\\\evil.example/x", "/\\evil", "x y", "c:d"})
    void aReferenceThatParsersReadDifferentlyIsRefused(String reference)
            throws AmbiguousUrlException {
        WebAddress here = WebAddress.parse("https://h.example/a/b");
        assertThatThrownBy(() -> here.follow(reference)).isInstanceOf(AmbiguousUrlException.class);
    }
}
