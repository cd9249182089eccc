package dev.stile.flow.template;

import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.pattern.PatternRefusedException;
import dev.stile.flow.pattern.SettingPatterns;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what a template asks at {@code stile connect}: settings and secrets. */
final class AccountReader {
    private final Warnings warnings;

    AccountReader(Warnings warnings) {
        this.warnings = warnings;
    }

    private record Ordered(SettingSpec setting, int order) {}

    List<SettingSpec> settings(DocumentView place) {
        List<Ordered> settings = new ArrayList<>();
        place.members().forEach((name, setting) -> settings.add(setting(name, setting)));
        return settings.stream()
                .sorted(Comparator.comparingInt(Ordered::order))
                .map(Ordered::setting)
                .toList();
    }

    private Ordered setting(String name, DocumentView place) {
        warnings.unknown(
                place,
                List.of("type", "title", "required", "default", "pattern", "choices", "order"));
        requireName(name, place);
        SettingSpec.Kind kind =
                switch (place.find("type")
                        .flatMap(word -> word.oneOf(List.of("text", "address", "flag")))
                        .orElse("text")) {
                    case "address" -> SettingSpec.Kind.ADDRESS;
                    case "flag" -> SettingSpec.Kind.FLAG;
                    default -> SettingSpec.Kind.TEXT;
                };
        Optional<String> standard = place.find("default").flatMap(DocumentView::text);
        SettingSpec spec =
                new SettingSpec(
                        name,
                        kind,
                        place.find("title").flatMap(DocumentView::text).orElse(name),
                        place.find("required").flatMap(DocumentView::flag).orElse(false),
                        standard,
                        place.find("choices").map(DocumentView::texts).orElse(List.of()),
                        place.find("pattern").flatMap(pattern -> pattern(pattern, standard)));
        return new Ordered(
                spec, place.find("order").flatMap(order -> order.whole(0, 10_000)).orElse(10_000));
    }

    /** Of a stored template, one that cannot be held is none. */
    private Optional<String> pattern(DocumentView place, Optional<String> standard) {
        Optional<String> text = place.text();
        try {
            if (text.isPresent() && !SettingPatterns.fits(text.get(), standard)) {
                warnings.form(place, "does not fit the default", "change one of the two");
                return Optional.empty();
            }
            return text;
        } catch (PatternRefusedException refused) {
            warnings.form(place, refused.what(), "write a regular expression as RE2 has them");
            return Optional.empty();
        }
    }

    List<SecretSpec> secrets(DocumentView place) {
        List<SecretSpec> secrets = new ArrayList<>();
        for (Map.Entry<String, DocumentView> secret : place.members().entrySet()) {
            secrets.add(secret(secret.getKey(), secret.getValue()));
        }
        return secrets;
    }

    private SecretSpec secret(String name, DocumentView place) {
        warnings.unknown(place, List.of("title", "required", "kind", "delivery", "variable"));
        requireName(name, place);
        place.find("kind")
                .ifPresent(kind -> kind.oneOf(List.of("token", "password", "key", "oauth2")));
        String delivery =
                place.find("delivery")
                        .flatMap(word -> word.oneOf(List.of("stdin", "env")))
                        .orElse("stdin");
        SecretPlacement placement =
                delivery.equals("env")
                        ? new SecretPlacement.Variable(
                                place.find("variable")
                                        .flatMap(AccountReader::variable)
                                        .orElse(name.toUpperCase(Locale.ROOT)))
                        : new SecretPlacement.Frame();
        return new SecretSpec(
                name,
                place.find("title").flatMap(DocumentView::text).orElse(name),
                place.find("required").flatMap(DocumentView::flag).orElse(true),
                placement);
    }

    private static Optional<String> variable(DocumentView place) {
        Optional<String> name = place.text();
        if (name.isPresent() && !name.get().matches("[A-Z_][A-Z0-9_]*")) {
            place.fault("is no variable name", "use A-Z, 0-9 and _");
            return Optional.empty();
        }
        return name;
    }

    private static void requireName(String name, DocumentView place) {
        if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
            place.fault("has a name that is none", "use a-z, 0-9 and _, with a letter first");
        }
    }
}
