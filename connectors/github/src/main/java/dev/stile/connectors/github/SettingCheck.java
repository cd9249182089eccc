package dev.stile.connectors.github;

import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.connectors.github.client.Addresses;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds everything that is wrong with the settings of a connection. */
final class SettingCheck {
    private static final int MOST_PAGES = 1000;
    private static final int MOST_REQUESTS = 1_000_000;

    private final Settings settings;
    private final List<SettingFault> faults = new ArrayList<>();

    private SettingCheck(Settings settings) {
        this.settings = settings;
    }

    /** One for each that is wrong; a missing address of the server is none. */
    static List<SettingFault> faults(Settings settings) {
        SettingCheck check = new SettingCheck(settings);
        check.run();
        return List.copyOf(check.faults);
    }

    private void run() {
        List<String> known = GitHubSettings.specs().stream().map(SettingSpec::name).toList();
        settings.values().keySet().stream()
                .filter(key -> !known.contains(key))
                .sorted()
                .forEach(
                        key ->
                                wrong(
                                        key,
                                        "is no setting; did you mean " + nearest(key, known),
                                        ""));
        addresses();
        pattern(
                GitHubSettings.APP_ID,
                "[A-Za-z0-9][A-Za-z0-9._-]{0,99}",
                "is a number or a client id");
        pattern(GitHubSettings.INSTALLATION_ID, "[1-9][0-9]{0,17}", "is a number");
        find(GitHubSettings.STRATEGY)
                .filter(word -> !GitHubSettings.STRATEGIES.contains(word))
                .ifPresent(
                        word ->
                                wrong(
                                        GitHubSettings.STRATEGY,
                                        "is merge, squash or rebase",
                                        "squash"));
        number(GitHubSettings.PAGE_CAP, MOST_PAGES, GitHubSettings.USUAL_PAGES);
        number(GitHubSettings.BUDGET, MOST_REQUESTS, "4000");
        find(GitHubSettings.REPOSITORIES)
                .filter(text -> !arePatterns(text))
                .ifPresent(
                        text ->
                                wrong(
                                        GitHubSettings.REPOSITORIES,
                                        "each is owner/name, with * for any text and one comma"
                                                + " between two",
                                        "acme/*"));
    }

    private Optional<String> find(String name) {
        return settings.find(name).filter(text -> !text.isEmpty());
    }

    private void wrong(String name, String rule, String instead) {
        faults.add(new SettingFault(name, rule, instead));
    }

    private void addresses() {
        List<Optional<String>> wrong =
                Stream.of(GitHubSettings.WEB_URL, GitHubSettings.API_URL)
                        .map(name -> find(name).flatMap(text -> noAddress(name, text)))
                        .toList();
        if (wrong.stream().anyMatch(Optional::isPresent)
                || find(GitHubSettings.WEB_URL).isEmpty()) {
            return;
        }
        // A token goes only to origins of addresses that a person typed.
        Addresses addresses =
                Addresses.of(
                        URI.create(find(GitHubSettings.WEB_URL).orElseThrow()),
                        find(GitHubSettings.API_URL).map(URI::create));
        if (!addresses.areAtOneHost() && find(GitHubSettings.API_URL).isEmpty()) {
            wrong(
                    GitHubSettings.API_URL,
                    "must be given where it is at another host: " + addresses.rest(),
                    addresses.rest().toString());
        }
    }

    /** What is wrong with an address, which is noted; empty if nothing is. */
    private Optional<String> noAddress(String name, String text) {
        Optional<String> rule = brokenBy(text);
        rule.ifPresent(broken -> wrong(name, broken, "https://code.example"));
        return rule;
    }

    private static Optional<String> brokenBy(String text) {
        Optional<String> none =
                Optional.of("is an address such as https://code.example, without user");
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException broken) {
            return none;
        }
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        boolean plain = "http".equalsIgnoreCase(address.getScheme());
        if (address.getHost() == null
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null
                || !(secure || plain)) {
            return none;
        }
        return plain && !isLoopback(address.getHost())
                ? Optional.of("is an https address, except on this machine")
                : Optional.empty();
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}|\\[::1\\]");
    }

    private void number(String name, int most, String instead) {
        find(name)
                .filter(text -> !text.matches("[1-9][0-9]{0,6}") || Integer.parseInt(text) > most)
                .ifPresent(text -> wrong(name, "is a number from 1 to " + most, instead));
    }

    private void pattern(String name, String pattern, String rule) {
        find(name).filter(text -> !text.matches(pattern)).ifPresent(text -> wrong(name, rule, ""));
    }

    private static boolean arePatterns(String text) {
        return Stream.of(text.split(",", -1))
                .allMatch(
                        pattern ->
                                pattern.strip()
                                        .matches("[A-Za-z0-9._*-]{1,100}/[A-Za-z0-9._*-]{1,100}"));
    }

    private static String nearest(String key, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(key, name)))
                .orElseThrow();
    }

    /** How many characters must be put in, taken out or changed. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int line = 1; line <= one.length(); line++) {
            int corner = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int kept = corner + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                corner = row[column];
                row[column] = Math.min(kept, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
