package dev.stile.connectors.github;

import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.SettingSpec.Kind;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.connectors.github.client.Addresses;

import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a connection.
 *
 * @param addresses where the server is
 * @param countStaleApprovals whether approvals on older heads count that the host still counts
 * @param pageCap most pages of one list
 */
record GitHubSettings(Addresses addresses, boolean countStaleApprovals, int pageCap) {
    private static final String WEB_URL = "web_url";
    private static final String API_URL = "api_url";
    private static final String STRATEGY = "default_merge_strategy";
    private static final String COUNT_STALE = "count_stale_approvals";
    private static final String PAGE_CAP = "page_cap";
    private static final String BUDGET = "budget_per_hour";
    private static final String REPOSITORIES = "repositories";

    private static final int MOST_PAGES = 1000;
    private static final int MOST_REQUESTS = 1_000_000;

    static List<SettingSpec> specs() {
        return List.of(
                SettingSpec.address(WEB_URL, "address of the server, such as https://github.com"),
                new SettingSpec(
                        API_URL,
                        Kind.ADDRESS,
                        "root of its REST interface, if not the usual one",
                        false,
                        Optional.empty(),
                        List.of()),
                new SettingSpec(
                        STRATEGY,
                        Kind.TEXT,
                        "how a merge lands if nothing else is said",
                        false,
                        Optional.of("squash"),
                        List.of("merge", "squash", "rebase")),
                SettingSpec.flag(
                        COUNT_STALE,
                        "count approvals on older heads that the host still counts",
                        false),
                standard(PAGE_CAP, "most pages of 100 that are read of one list", "50"),
                SettingSpec.text(
                        BUDGET, "most requests an hour; without it, 80 % of the host's own limit"),
                SettingSpec.text(
                        REPOSITORIES,
                        "patterns of the repositories that it is for, such as acme/*, with commas"
                                + " between"));
    }

    private static SettingSpec standard(String name, String title, String value) {
        return new SettingSpec(name, Kind.TEXT, title, false, Optional.of(value), List.of());
    }

    /**
     * Reads and checks them.
     *
     * @throws Invalid naming the key and the rule
     */
    static GitHubSettings of(Settings settings) {
        requireKnown(settings);
        settings.find(BUDGET)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> number(BUDGET, text, MOST_REQUESTS));
        settings.find(REPOSITORIES)
                .filter(text -> !text.isEmpty())
                .ifPresent(GitHubSettings::requirePatterns);
        settings.find(STRATEGY)
                .filter(word -> !List.of("", "merge", "squash", "rebase").contains(word))
                .ifPresent(
                        word -> {
                            throw new Invalid(STRATEGY, "is merge, squash or rebase", List.of());
                        });
        URI web =
                address(settings, WEB_URL)
                        .orElseThrow(() -> new Invalid(WEB_URL, "must be given", List.of()));
        Addresses addresses = Addresses.of(web, address(settings, API_URL));
        // A token goes only to origins of addresses that a person typed.
        if (!addresses.areAtOneHost() && settings.find(API_URL).orElse("").isEmpty()) {
            throw new Invalid(
                    API_URL,
                    "must be given where it is at another host: " + addresses.rest(),
                    List.of());
        }
        return new GitHubSettings(
                addresses,
                settings.flag(COUNT_STALE),
                number(
                        PAGE_CAP,
                        settings.find(PAGE_CAP).filter(text -> !text.isEmpty()).orElse("50"),
                        MOST_PAGES));
    }

    private static void requireKnown(Settings settings) {
        List<String> known = specs().stream().map(SettingSpec::name).toList();
        for (String name : settings.values().keySet()) {
            if (!known.contains(name)) {
                String nearest =
                        known.stream()
                                .max(Comparator.comparingInt(each -> shared(each, name)))
                                .orElseThrow();
                throw new Invalid(name, "is no setting; did you mean " + nearest + "?", List.of());
            }
        }
    }

    /** How many letters both begin and end with. */
    private static int shared(String one, String other) {
        int begin = 0;
        int shorter = Math.min(one.length(), other.length());
        while (begin < shorter && one.charAt(begin) == other.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return begin + end;
    }

    private static Optional<URI> address(Settings settings, String name) {
        return settings.find(name).filter(text -> !text.isEmpty()).map(text -> address(name, text));
    }

    private static URI address(String name, String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException broken) {
            throw noAddress(name);
        }
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        boolean plain = "http".equalsIgnoreCase(address.getScheme());
        if (address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null
                || !(secure || plain)) {
            throw noAddress(name);
        }
        if (plain && !isLoopback(address.getHost())) {
            throw new Invalid(name, "is an https address, except on this machine", List.of());
        }
        return address;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}|\\[::1\\]");
    }

    private static Invalid noAddress(String name) {
        return new Invalid(
                name, "is an address such as https://code.example, without user", List.of());
    }

    private static int number(String name, String text, int most) {
        boolean fits = text.matches("[1-9][0-9]{0,6}") && Integer.parseInt(text) <= most;
        if (!fits) {
            throw new Invalid(name, "is a number from 1 to " + most, List.of());
        }
        return Integer.parseInt(text);
    }

    private static void requirePatterns(String text) {
        for (String pattern : text.split(",", -1)) {
            if (!pattern.strip().matches("[A-Za-z0-9._*-]{1,100}/[A-Za-z0-9._*-]{1,100}")) {
                throw new Invalid(
                        REPOSITORIES, "each is owner/name, with * for any text", List.of());
            }
        }
    }
}
