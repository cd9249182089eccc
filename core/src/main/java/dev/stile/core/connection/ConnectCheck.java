package dev.stile.core.connection;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.secret.SecretReference;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Holds what was typed against the manifest, and finds everything that is wrong at once. */
final class ConnectCheck {
    private final Manifest manifest;
    private final ConnectRequest request;
    private final SettingRules rules;
    private final List<SettingFault> faults = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final SortedMap<String, String> settings = new TreeMap<>();
    private final SortedMap<String, String> secrets = new TreeMap<>();
    private ConnectionOptions options;

    ConnectCheck(
            Manifest manifest,
            ConnectRequest request,
            Optional<Connection> present,
            SettingRules rules) {
        this.manifest = manifest;
        this.request = request;
        this.rules = rules;
        this.options = present.map(Connection::options).orElseGet(ConnectionOptions::standard);
        present.ifPresent(
                connection -> {
                    settings.putAll(connection.settings());
                    secrets.putAll(connection.secrets());
                });
    }

    /**
     * @throws Failure SECRET_LITERAL, or SETTINGS_MISSING naming everything that is missing or
     *     wrong
     */
    void run() {
        refuseLiterals();
        request.settings().forEach(this::take);
        request.secrets().forEach(this::takeSecret);
        manifest.settings().forEach(this::requireSetting);
        manifest.secrets().forEach(this::requireSecret);
        manifest.secrets().forEach(this::requireExchange);
        rules.faults(manifest.slug(), settings).stream()
                .filter(fault -> !told.contains(fault.name()))
                .forEach(faults::add);
        if (!wrong.isEmpty() || !missing.isEmpty() || !faults.isEmpty()) {
            throw refused();
        }
    }

    SortedMap<String, String> settings() {
        return settings;
    }

    SortedMap<String, String> secrets() {
        return secrets;
    }

    ConnectionOptions options() {
        return options;
    }

    /** Says the name and never the value, which may be the secret itself. */
    private void refuseLiterals() {
        List<String> literals = new ArrayList<>();
        for (Map.Entry<String, String> secret : request.secrets().entrySet()) {
            whyNoReference(secret.getValue())
                    .ifPresent(why -> literals.add("--secret " + secret.getKey() + ": " + why));
        }
        if (!literals.isEmpty()) {
            Failure.Builder failure = Failure.of(Code.SECRET_LITERAL);
            literals.forEach(failure::detail);
            throw failure.build();
        }
    }

    private static Optional<String> whyNoReference(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            SecretReference.parse(text);
            return Optional.empty();
        } catch (Failure literal) {
            return Optional.ofNullable(literal.getMessage());
        }
    }

    private void take(String name, String value) {
        Optional<SettingSpec> setting = manifest.setting(name);
        Optional<OptionName> option = OptionName.find(name);
        if (setting.isPresent()) {
            takeSetting(setting.get(), value);
        } else if (option.isPresent()) {
            takeOption(option.get(), value);
        } else if (value.isBlank() && settings.remove(name) != null) {
            // Stored by an earlier release, and known no more.
            return;
        } else if (manifest.secret(name).isPresent()) {
            wrong.add(name + " is a secret: give it as --secret " + name + "=env:NAME");
        } else {
            wrong.add("there is no setting " + name + meant(name, settingNames()));
        }
    }

    private void takeSetting(SettingSpec setting, String value) {
        if (value.isBlank()) {
            settings.remove(setting.name());
            return;
        }
        settings.put(setting.name(), value);
        if (!setting.choices().isEmpty() && !setting.choices().contains(value)) {
            wrong.add(setting.name() + " is one of: " + String.join(", ", setting.choices()));
            told.add(setting.name());
        }
        boolean beyondPath = value.indexOf('?') >= 0 || value.indexOf('#') >= 0;
        if (setting.kind() == SettingSpec.Kind.ADDRESS && beyondPath) {
            wrong.add(setting.name() + " is an address without query and fragment");
            told.add(setting.name());
        }
    }

    private void takeOption(OptionName option, String value) {
        try {
            options = option.set(options, value);
        } catch (IllegalArgumentException notOfItsForm) {
            wrong.add(option.typed() + " is " + option.form());
        }
    }

    private void takeSecret(String name, String reference) {
        if (manifest.secret(name).isEmpty()) {
            List<String> names = manifest.secrets().stream().map(SecretSpec::name).toList();
            wrong.add("there is no secret " + name + meant(name, names));
        } else if (reference.isEmpty()) {
            secrets.remove(name);
        } else {
            secrets.put(name, reference);
        }
    }

    private void requireSetting(SettingSpec setting) {
        if (setting.required()
                && setting.standard().isEmpty()
                && !settings.containsKey(setting.name())) {
            String example =
                    setting.kind() == SettingSpec.Kind.ADDRESS
                            ? "https://tracker.example"
                            : "VALUE";
            missing.add("--set " + setting.name() + "=" + example + "   " + setting.title());
        }
    }

    /** A key and what it stands in the place of are not both given, and it is not given alone. */
    private void requireExchange(SecretSpec secret) {
        if (!(secret.placement() instanceof SecretPlacement.Exchanged placed)) {
            return;
        }
        List<String> needed = placed.exchange().needed();
        if (!secrets.containsKey(secret.name())) {
            needed.stream()
                    .filter(settings::containsKey)
                    .findFirst()
                    .ifPresent(
                            name ->
                                    missing.add(
                                            "--secret "
                                                    + secret.name()
                                                    + "=file:/PATH   "
                                                    + secret.title()
                                                    + ", which goes with "
                                                    + name));
            return;
        }
        needed.stream()
                .filter(name -> !settings.containsKey(name))
                .flatMap(name -> manifest.setting(name).stream())
                .forEach(each -> missing.add("--set " + each.name() + "=VALUE   " + each.title()));
        manifest.secrets().stream()
                .filter(other -> manifest.isReplaced(other, secrets.keySet()))
                .map(SecretSpec::name)
                .filter(secrets::containsKey)
                .forEach(
                        other ->
                                wrong.add(
                                        secret.name()
                                                + " stands in the place of "
                                                + other
                                                + ": leave that out by --secret "
                                                + other
                                                + "="));
    }

    private void requireSecret(SecretSpec secret) {
        if (secret.required()
                && !secrets.containsKey(secret.name())
                && !manifest.isReplaced(secret, secrets.keySet())) {
            String remedy =
                    manifest.requiredSecret(secret.name())
                            .map(each -> "; to get one: " + each.remedy())
                            .orElse("");
            missing.add("--secret " + secret.name() + "=env:NAME   " + secret.title() + remedy);
        }
    }

    private Failure refused() {
        Failure.Builder failure =
                missing.isEmpty()
                        ? StoredSettings.notValid(manifest.slug(), request.connection())
                        : StoredSettings.missing(manifest.slug(), request.connection());
        missing.forEach(line -> failure.detail("missing: " + line));
        wrong.forEach(failure::detail);
        failure.problems(StoredSettings.problems(Code.SETTINGS_MISSING, faults));
        return failure.build();
    }

    private List<String> settingNames() {
        return Stream.concat(
                        manifest.settings().stream().map(SettingSpec::name),
                        Stream.of(OptionName.values()).map(OptionName::typed))
                .toList();
    }

    private static String meant(String name, List<String> known) {
        return Nearest.to(name, known)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElseGet(() -> known.isEmpty() ? "" : "; there is " + String.join(", ", known));
    }
}
