package dev.stile.testkit.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.json.Json;
import dev.stile.testkit.suite.JsonBytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** A canary is found in each form, also in one within another, and nothing else is. */
final class CanaryTest {
    private static final String ODD = "ghp_/+&<\"'$\\%\u00fc\u20ac x0123";

    /** A way to write a secret. */
    private enum Form {
        PLAIN(secret -> secret),
        HEX(secret -> HexFormat.of().formatHex(bytes(secret))),
        UPPER_HEX(secret -> HexFormat.of().withUpperCase().formatHex(bytes(secret))),
        COLON_HEX(secret -> HexFormat.ofDelimiter(":").formatHex(bytes(secret))),
        BASE64(secret -> Base64.getEncoder().encodeToString(bytes(secret))),
        BASE64_AFTER_1(secret -> Base64.getEncoder().encodeToString(bytes("x" + secret + "yz"))),
        BASE64_AFTER_2(secret -> Base64.getEncoder().encodeToString(bytes("x:" + secret + "y"))),
        URL_BASE64(secret -> Base64.getUrlEncoder().encodeToString(bytes("abc" + secret))),
        BASE64_LINES(
                secret -> Base64.getMimeEncoder(8, bytes("\r\n ")).encodeToString(bytes(secret))),
        FORM(secret -> URLEncoder.encode(secret, StandardCharsets.UTF_8)),
        PERCENT(secret -> URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20")),
        LOWER_PERCENT(CanaryTest::everyByte),
        JSON(secret -> JsonBytes.text(new Json.JsonText(secret))),
        JSON_SLASHED(secret -> JsonBytes.text(new Json.JsonText(secret)).replace("/", "\\/")),
        JSON_ASCII(CanaryTest::ascii),
        HTML(secret -> secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&#34;")),
        SHELL(secret -> "'" + secret.replace("'", "'\\''") + "'"),
        WIDE(
                secret ->
                        new String(
                                secret.getBytes(StandardCharsets.UTF_16BE),
                                StandardCharsets.ISO_8859_1));

        private final UnaryOperator<String> write;

        Form(UnaryOperator<String> write) {
            this.write = write;
        }
    }

    private static String everyByte(String secret) {
        return HexFormat.ofDelimiter("").withPrefix("%").formatHex(bytes(secret));
    }

    private static String ascii(String secret) {
        StringBuilder text = new StringBuilder();
        secret.chars().forEach(unit -> text.append(String.format("\\u%04X", unit)));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void eachFormIsFoundAmongOtherWordsAndNothingIsWhereItIsNot(Form form) {
        String secret = form == Form.WIDE ? "plain-ascii-0-only" : ODD;
        Canary canary = new Canary(List.of("another-secret", secret));

        assertThat(canary.in("before " + form.write.apply(secret) + " after"))
                .hasValueSatisfying(where -> assertThat(where).contains("secret 2"));
        assertThat(canary.in("before " + form.write.apply(secret.replace('0', '9')) + " after"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Form.class,
            names = {"BASE64_AFTER_1", "FORM", "PERCENT", "JSON", "HTML", "SHELL", "PLAIN"})
    void aFormWithinAnotherIsFound(Form inner) {
        Canary canary = new Canary(List.of(ODD));
        for (Form outer : List.of(Form.JSON, Form.PERCENT, Form.HTML, Form.JSON_SLASHED)) {
            String text = outer.write.apply("<" + inner.write.apply(ODD) + ">");

            assertThat(canary.in(text)).as("%s in %s: %s", inner, outer, text).isPresent();
        }
    }

    @Test
    void bytesThatAreNoTextAreLookedThroughToo() {
        byte[] bytes = bytes("\u00fe\u00ff" + ODD + "\u0001");
        bytes[0] = (byte) 0xff;

        assertThat(new Canary(List.of(ODD)).in(bytes)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[REDACTED]", "%", "\\", "\\u12", "&#;", "&#xffff;", "%zz", "="})
    void whatLooksLikeAnEscapeAndIsNoneIsNoSecret(String text) {
        assertThat(new Canary(List.of(ODD)).in(text)).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
