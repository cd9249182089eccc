package dev.stile.flow.template;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.connector.CallLimits;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SourceLabel;
import dev.stile.api.json.Json;
import dev.stile.api.label.Integrity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The effective manifest of a template that is not built in: the stricter of what it says and of
 * what the built-in says that runs the same thing, field by field (FL-4, FL-5). Pure.
 */
public final class Floors {
    private Floors() {}

    /**
     * What holds.
     *
     * @param said by the user's template
     * @param floor of what is executed, if that ships with this release
     * @param confirmed actions of exactly this template that a person called harmless by name
     */
    public static Manifest effective(
            Manifest said, Optional<Manifest> floor, Set<String> confirmed) {
        List<ActionSpec> actions =
                said.actions().stream()
                        .filter(
                                action ->
                                        floor.isEmpty()
                                                || floor.get().action(action.slug()).isPresent())
                        .map(
                                action ->
                                        stricter(
                                                confirmed(action, confirmed),
                                                floor.flatMap(
                                                        builtIn -> builtIn.action(action.slug()))))
                        .toList();
        return with(
                said,
                floor.map(Manifest::requiresAuth).orElse(false) || said.requiresAuth(),
                floor.map(builtIn -> tighter(said.limits(), builtIn.limits()))
                        .orElse(said.limits()),
                floor.map(builtIn -> stricter(said.label(), builtIn.label())).orElse(said.label()),
                actions);
    }

    /** Nobody's word but a person's makes an action harmless. */
    private static ActionSpec confirmed(ActionSpec action, Set<String> confirmed) {
        Permission permission = action.permission();
        if (permission.externalSideEffect() || confirmed.contains(action.slug())) {
            return action;
        }
        return with(
                action,
                action.inputSchema(),
                new Permission(permission.category(), permission.summary(), true),
                action.idempotency(),
                action.deadline());
    }

    private static ActionSpec stricter(ActionSpec said, Optional<ActionSpec> floor) {
        if (floor.isEmpty()) {
            return said;
        }
        ActionSpec builtIn = floor.get();
        Permission permission =
                new Permission(
                        stricter(said.permission().category(), builtIn.permission().category()),
                        said.permission().summary(),
                        said.permission().externalSideEffect()
                                || builtIn.permission().externalSideEffect());
        Json both =
                Json.object()
                        .put(
                                "allOf",
                                Json.array(List.of(said.inputSchema(), builtIn.inputSchema())))
                        .build();
        return with(
                said,
                both,
                permission,
                lesser(said.idempotency(), builtIn.idempotency()),
                shorter(said.deadline(), builtIn.deadline()));
    }

    private static Category stricter(Category said, Category floor) {
        return said.isAtLeast(floor) ? said : floor;
    }

    /** Two different claims prove nothing together. */
    private static Idempotency lesser(Idempotency said, Idempotency floor) {
        return said == floor ? said : Idempotency.NONE;
    }

    private static Optional<Duration> shorter(Optional<Duration> said, Optional<Duration> floor) {
        return said.isPresent() && floor.isPresent()
                ? Optional.of(shorter(said.get(), floor.get()))
                : said.or(() -> floor);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static CallLimits tighter(CallLimits said, CallLimits floor) {
        return new CallLimits(
                shorter(said.auth(), floor.auth()),
                shorter(said.act(), floor.act()),
                shorter(said.silence(), floor.silence()),
                Math.min(said.maxLineBytes(), floor.maxLineBytes()),
                Math.min(said.maxInFlight(), floor.maxInFlight()));
    }

    private static SourceLabel stricter(SourceLabel said, SourceLabel floor) {
        boolean trusted =
                said.integrity() == Integrity.TRUSTED && floor.integrity() == Integrity.TRUSTED;
        return new SourceLabel(
                trusted ? Integrity.TRUSTED : Integrity.UNTRUSTED,
                said.everybody() && floor.everybody());
    }

    private static ActionSpec with(
            ActionSpec said,
            Json input,
            Permission permission,
            Idempotency idempotency,
            Optional<Duration> deadline) {
        return new ActionSpec(
                said.slug(),
                said.description(),
                input,
                said.outputSchema(),
                permission,
                said.recipient(),
                idempotency,
                said.keyLifetime(),
                deadline);
    }

    private static Manifest with(
            Manifest said,
            boolean requiresAuth,
            CallLimits limits,
            SourceLabel label,
            List<ActionSpec> actions) {
        return new Manifest(
                said.slug(),
                said.version(),
                said.description(),
                said.skill(),
                said.binary(),
                said.facets(),
                said.program(),
                said.subscriber(),
                requiresAuth,
                said.canSubscribe(),
                said.canProxyAgent(),
                said.suggestedConnection(),
                said.origins(),
                said.settings(),
                said.secrets(),
                said.auth(),
                said.readScopes(),
                said.writeScopes(),
                said.pacing(),
                limits,
                said.requestHeaders(),
                said.orderKeys(),
                said.outputSchema(),
                label,
                actions,
                said.gitHost());
    }
}
