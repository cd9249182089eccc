package dev.stile.core.egress;

import dev.stile.api.connector.KeyExchange;
import dev.stile.api.connector.Settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The exchange of a key for a token, as the settings of a connection make it. Pure. */
final class ExchangeSettings {
    private static final Pattern SETTING = Pattern.compile("\\{([a-z0-9_]+)}");

    /** What may stand in a claim, or as a part of a path. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");

    private ExchangeSettings() {}

    /** Empty if a setting is missing that it needs. */
    static Optional<PlacedSecret.Exchanged> of(KeyExchange exchange, Settings settings) {
        Optional<String> issuer =
                given(settings, exchange.issuer()).filter(ExchangeSettings::isPlain);
        return exchange.addresses().stream()
                .flatMap(template -> filled(template, settings).stream())
                .findFirst()
                .flatMap(address -> issuer.map(who -> new PlacedSecret.Exchanged(address, who)));
    }

    private static Optional<String> filled(String template, Settings settings) {
        StringBuilder filled = new StringBuilder();
        Matcher each = SETTING.matcher(template);
        while (each.find()) {
            Optional<String> value = given(settings, each.group(1));
            boolean begins = each.start() == 0;
            if (value.filter(text -> begins || isPlain(text)).isEmpty()) {
                return Optional.empty();
            }
            each.appendReplacement(filled, Matcher.quoteReplacement(bare(value.get())));
        }
        return Optional.of(each.appendTail(filled).toString());
    }

    private static Optional<String> given(Settings settings, String name) {
        return settings.find(name).filter(value -> !value.isBlank());
    }

    private static boolean isPlain(String value) {
        return PLAIN.matcher(value).matches();
    }

    private static String bare(String value) {
        return value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    }
}
