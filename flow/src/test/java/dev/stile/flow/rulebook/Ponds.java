package dev.stile.flow.rulebook;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.json.Json;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StoredEvent;
import dev.stile.core.policy.Subject;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Six connections at a river, as a rule sees them. */
public final class Ponds implements RuleSurroundings {
    public static final Subject ADA = new Subject.Person("ada");

    final Map<String, ClassifierKind> classifiers = new HashMap<>();
    final Map<String, Trigger> triggers = new HashMap<>();

    @Override
    public List<String> connections() {
        return List.of("archive", "bulletin", "desk", "llm-local", "ops-chat", "weir-north");
    }

    @Override
    public Trigger trigger(String connection) {
        return triggers.getOrDefault(
                connection,
                Set.of("archive", "llm-local").contains(connection)
                        ? Trigger.UNBACKED
                        : Trigger.POSSIBLE);
    }

    @Override
    public Optional<ClassifierKind> classifier(String name) {
        return Optional.ofNullable(classifiers.get(name));
    }

    @Override
    public boolean mayAuthor(Subject author, Optional<String> connection, Category category) {
        return author instanceof Subject.Person || category != Category.LOCAL_EXEC;
    }

    @Override
    public Label reads(String connection) {
        return connection.equals("bulletin")
                ? new Label(Integrity.UNTRUSTED, Confidentiality.open())
                : Label.outside(Scope.of(connection));
    }

    @Override
    public boolean isPublic(String connection) {
        return connection.equals("bulletin");
    }

    @Override
    public List<ActionSpec> actions(String connection) {
        return switch (connection) {
            case "ops-chat", "bulletin", "weir-north" ->
                    List.of(
                            action(
                                    "send_message",
                                    Category.EXTERNAL_MESSAGE_SEND,
                                    Optional.of("/channel"),
                                    "channel",
                                    "text"));
            case "desk" ->
                    List.of(
                            action(
                                    "create_record",
                                    Category.EXTERNAL_RECORD_CREATE,
                                    Optional.empty(),
                                    "title",
                                    "body"));
            case "llm-local" ->
                    List.of(
                            action(
                                    "complete",
                                    Category.EXTERNAL_MODEL_CALL,
                                    Optional.empty(),
                                    "instruction",
                                    "data"));
            default -> List.of();
        };
    }

    private static ActionSpec action(
            String slug, Category category, Optional<String> recipient, String... fields) {
        Json.ObjectBuilder properties = Json.object();
        for (String field : fields) {
            properties.put(field, Json.object().build());
        }
        Json schema =
                Json.object()
                        .put("properties", properties.build())
                        .put("additionalProperties", false)
                        .put("required", List.of(fields[0]))
                        .build();
        return new ActionSpec(
                slug,
                slug,
                schema,
                Json.object().build(),
                new Permission(category, slug, true),
                recipient,
                Idempotency.NONE,
                Optional.empty(),
                Optional.empty());
    }

    public static String example(String name) {
        try (InputStream file = Ponds.class.getResourceAsStream(name + ".yaml")) {
            if (file == null) {
                throw new IllegalArgumentException("no example " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A rule that only counts rows on this machine, with more lines. */
    public static String local(String slug, String... lines) {
        return "slug: "
                + slug
                + "\ndo: { file_append: { file: levels.jsonl, content: \"{{ /message }}\" } }\n"
                + String.join("\n", lines)
                + "\n";
    }

    static StoredEvent event(String connection, String kind, String payload, InboxFlag... flags) {
        return new StoredEvent(
                1,
                connection,
                1,
                new InboxEvent(
                        "lvl-1",
                        kind,
                        Optional.of("pond-3"),
                        Optional.of("ponds"),
                        Instant.parse("2026-05-04T06:15:09Z"),
                        Label.outside(Scope.of(connection, "ponds")),
                        Set.of(flags),
                        payload,
                        "0"),
                Instant.parse("2026-05-04T06:15:10Z"));
    }
}
