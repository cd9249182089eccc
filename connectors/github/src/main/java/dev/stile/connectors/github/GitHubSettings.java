package dev.stile.connectors.github;

import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.SettingSpec.Kind;
import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.connectors.github.client.Addresses;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a connection.
 *
 * @param addresses where the server is
 * @param isApp whether an installation of an app acts, and no account of its own
 * @param countStaleApprovals whether approvals on older heads count that the host still counts
 * @param pageCap most pages of one list
 */
record GitHubSettings(
        Addresses addresses, boolean isApp, boolean countStaleApprovals, int pageCap) {
    static final String WEB_URL = "web_url";
    static final String API_URL = "api_url";
    static final String APP_ID = "app_id";
    static final String INSTALLATION_ID = "installation_id";
    static final String STRATEGY = "default_merge_strategy";
    private static final String COUNT_STALE = "count_stale_approvals";
    static final String PAGE_CAP = "page_cap";
    static final String BUDGET = "budget_per_hour";
    static final String REPOSITORIES = "repositories";

    static final String USUAL_PAGES = "50";
    static final List<String> STRATEGIES = List.of("merge", "squash", "rebase");

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
                SettingSpec.text(APP_ID, "id or client id of a GitHub App, with private_key"),
                SettingSpec.text(INSTALLATION_ID, "id of the installation of that app"),
                new SettingSpec(
                        STRATEGY,
                        Kind.TEXT,
                        "how a merge lands if nothing else is said",
                        false,
                        Optional.of("squash"),
                        STRATEGIES),
                SettingSpec.flag(
                        COUNT_STALE,
                        "count approvals on older heads that the host still counts",
                        false),
                standard(PAGE_CAP, "most pages of 100 that are read of one list", USUAL_PAGES),
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
     * @throws Invalid naming the first that is wrong and the rule
     */
    static GitHubSettings of(Settings settings) {
        SettingCheck.faults(settings).stream()
                .findFirst()
                .ifPresent(
                        fault -> {
                            throw new Invalid(fault.name(), fault.rule(), List.of());
                        });
        URI web =
                address(settings, WEB_URL)
                        .orElseThrow(() -> new Invalid(WEB_URL, "must be given", List.of()));
        return new GitHubSettings(
                Addresses.of(web, address(settings, API_URL)),
                settings.find(APP_ID).filter(id -> !id.isEmpty()).isPresent(),
                settings.flag(COUNT_STALE),
                Integer.parseInt(
                        settings.find(PAGE_CAP)
                                .filter(text -> !text.isEmpty())
                                .orElse(USUAL_PAGES)));
    }

    private static Optional<URI> address(Settings settings, String name) {
        return settings.find(name).filter(text -> !text.isEmpty()).map(URI::create);
    }
}
