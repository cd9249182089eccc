package dev.stile.hosting.policy;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.hosting.yaml.Members;
import dev.stile.hosting.yaml.UserFile;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings for all repositories. In the file {@code hosting.yaml} they stand as {@code merge:
 * {auto: true}}, and once more below {@code repositories: {HOST/OWNER/REPO: ...}} where one
 * repository differs. Immutable; any thread may ask.
 */
public final class PolicyBook {
    private static final String REPOSITORIES = "repositories";

    private final PolicySettings common;
    private final Map<String, PolicySettings> repositories;

    private PolicyBook(PolicySettings common, Map<String, PolicySettings> repositories) {
        this.common = common;
        this.repositories = Map.copyOf(repositories);
    }

    /**
     * The book in a folder; the defaults if there is none.
     *
     * @throws Invalid naming the key and what it takes
     */
    public static PolicyBook in(Path home) {
        return of(new UserFile(home.resolve("hosting.yaml")).document());
    }

    /** From a document of that form. */
    public static PolicyBook of(Json document) {
        Map<String, Json> members = new LinkedHashMap<>(object("hosting.yaml", document));
        Optional<Json> each = Optional.ofNullable(members.remove(REPOSITORIES));
        PolicySettings common = with(PolicySettings.defaults(), flat(members), "");
        Map<String, PolicySettings> repositories = new HashMap<>();
        each.map(value -> object(REPOSITORIES, value))
                .orElse(Map.of())
                .forEach(
                        (name, value) ->
                                repositories.put(
                                        name.toLowerCase(Locale.ROOT),
                                        with(
                                                common,
                                                flat(object(name, value)),
                                                REPOSITORIES + "." + name + ".")));
        return new PolicyBook(common, repositories);
    }

    /** Those that differ, as {@code host/owner/repo} in lower case. */
    public Set<String> repositories() {
        return repositories.keySet();
    }

    /** What is set for one repository. */
    public PolicySettings of(RepoRef repo) {
        return repositories.getOrDefault(repo.key(), common);
    }

    /**
     * Some settings changed.
     *
     * @param keys dotted names and what is written there
     * @throws Invalid naming the key and, for one that is not known, the nearest
     */
    public static PolicySettings with(
            PolicySettings settings, Map<String, List<String>> keys, String place) {
        Members.requireKnown(
                place.isEmpty() ? "hosting.yaml" : place, keys.keySet(), SettingName.keys());
        PolicySettings changed = settings;
        for (SettingName name : SettingName.values()) {
            List<String> values = keys.get(name.key());
            changed = values == null ? changed : name.set(changed, values);
        }
        return changed;
    }

    private static Map<String, List<String>> flat(Map<String, Json> members) {
        Map<String, List<String>> flat = new LinkedHashMap<>();
        members.forEach(
                (group, value) -> {
                    if (value instanceof Json.JsonObject(Map<String, Json> inner)) {
                        inner.forEach((name, each) -> flat.put(group + "." + name, texts(each)));
                    } else {
                        flat.put(group, texts(value));
                    }
                });
        return flat;
    }

    private static List<String> texts(Json value) {
        if (!(value instanceof Json.JsonArray(List<Json> items))) {
            return List.of(text(value));
        }
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(text(item)));
        return texts;
    }

    private static String text(Json value) {
        return switch (value) {
            case Json.JsonText(String text) -> text;
            case Json.JsonFlag(boolean flag) -> String.valueOf(flag);
            case Json.JsonNumber(BigDecimal number) -> number.toPlainString();
            case Json.JsonNull ignored -> "";
            case Json.JsonArray ignored -> "";
            case Json.JsonObject ignored -> "";
        };
    }

    private static Map<String, Json> object(String place, Json value) {
        if (value instanceof Json.JsonObject(Map<String, Json> members)) {
            return members;
        }
        throw new Invalid(place, "here stand settings, as in merge: {auto: true}", List.of());
    }
}
