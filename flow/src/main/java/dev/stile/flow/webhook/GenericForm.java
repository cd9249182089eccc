package dev.stile.flow.webhook;

import dev.stile.api.connector.SettingSpec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way of signing that settings describe. Without {@code proof_header} it is the form of Standard
 * Webhooks.
 */
final class GenericForm {
    private static final String HEADER = "proof_header";

    private final Map<String, String> settings;
    private Optional<Form> form = Optional.empty();
    private List<String> problems = List.of();

    GenericForm(Map<String, String> settings) {
        this.settings = settings;
        if (settings.containsKey(HEADER)) {
            try {
                form = Optional.of(read());
            } catch (IllegalArgumentException wrong) {
                problems = List.of(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /** The form, where settings describe one. */
    Optional<Form> form() {
        return form;
    }

    List<String> problems() {
        return problems;
    }

    /** What a connection can say of it. */
    static List<SettingSpec> specs() {
        return List.of(
                SettingSpec.text(HEADER, "header with the signature; none: Standard Webhooks"),
                choice("algorithm", "digest of the signature", "sha256", "sha384", "sha512"),
                choice("encoding", "how the signature is written", "hex", "base64"),
                SettingSpec.text("prefix", "what stands before the signature, such as sha256="),
                SettingSpec.text("separator", "what stands between several signatures"),
                SettingSpec.text("signed", "what is signed, such as {id}.{time}.{body}"),
                SettingSpec.text("time", "where the signed time is: header:NAME or /pointer"),
                choice("time_unit", "what the time counts since 1970", "s", "ms"),
                SettingSpec.text("window_seconds", "how far the time may be off, at most 600"),
                SettingSpec.text("delivery", "where the delivery's id is: header:NAME or /pointer"),
                SettingSpec.flag("key_base64", "whether the secret is a key in Base64", false));
    }

    private static SettingSpec choice(String name, String title, String... values) {
        return new SettingSpec(
                name, SettingSpec.Kind.TEXT, title, false, Optional.of(values[0]), List.of(values));
    }

    private Form read() {
        String header = setting(HEADER, "");
        if (!HeaderName.isValid(header)) {
            throw new IllegalArgumentException(HEADER + " is no name of a header");
        }
        return new Form(
                "",
                new Proof.Hmac(
                        header,
                        Proof.Algorithm.parse(setting("algorithm", "sha256")),
                        Proof.Encoding.parse(setting("encoding", "hex")),
                        setting("prefix", ""),
                        setting("separator", ""),
                        SignedText.parse(setting("signed", "{body}")),
                        setting("key_base64", "false").equals("true")),
                Optional.ofNullable(settings.get("time")).map(this::time),
                Optional.ofNullable(settings.get("delivery")).map(Place::parse));
    }

    private SignedTime time(String place) {
        String window = setting("window_seconds", "300");
        if (!window.matches("[0-9]{1,4}")) {
            throw new IllegalArgumentException("window_seconds is a number up to 600");
        }
        return new SignedTime(
                Place.parse(place),
                "",
                Proof.Names.constant(SignedTime.Unit.class, setting("time_unit", "s")),
                Duration.ofSeconds(Long.parseLong(window)));
    }

    private String setting(String name, String standard) {
        return settings.getOrDefault(name, standard);
    }
}
