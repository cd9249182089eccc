package dev.stile.flow.outbox;

import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Remedy;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.policy.Subject;
import dev.stile.flow.rule.FlowDeclaration;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An entry of the outbox as it was when it was read (FL-87).
 *
 * @param effect its row in the one effect table: state, version, key, content hash, attempts
 * @param recipient whom or where it reaches, as the action's pointer finds it
 * @param proposer who asked for it
 * @param label of its content
 * @param decided the entry of the policy that decided about it last
 * @param turn its place in the order of approval; 0 before
 * @param attempt of the last one; an outcome of another one is refused. {@link #HELD} after a
 *     restore, until a person lets it be sent
 * @param attempted when the last attempt began
 * @param firstAttempted when the first attempt under its key began
 * @param failures how many attempts in a row failed
 * @param nextAt when it is due again: approved ones to leave, failed ones to be tried, unknown ones
 *     to be asked about; empty means at once, or for a failed one never
 * @param expires when it is called off, or for an unknown one never sent again
 * @param expired whether that was recorded; it stays so, however the clock moves
 * @param duplicateBy who accepted that one may happen twice that is unknown, or was when it was
 *     called off
 * @param reason word of ours about why it is where it is; may be empty
 * @param receipt by what the vendor names what was done
 * @param account which account of which server it was made for; empty if that is not known
 * @param editor who wrote the content that it has now; empty while it is what was proposed
 * @param refs what its audit rows belong to
 */
public record Entry(
        Effect effect,
        String action,
        String connector,
        Optional<String> recipient,
        Subject proposer,
        Label label,
        List<FlowDeclaration> declarations,
        String decided,
        Optional<String> orderKey,
        boolean strict,
        long turn,
        Optional<String> attempt,
        Optional<Instant> attempted,
        Optional<Instant> firstAttempted,
        int failures,
        Optional<Instant> nextAt,
        Instant expires,
        boolean expired,
        Optional<String> duplicateBy,
        String reason,
        Optional<Tainted<String>> receipt,
        Optional<Tainted<String>> receiptUrl,
        Optional<String> account,
        Optional<String> editor,
        SortedMap<String, String> refs) {
    /** The attempt of an entry that was restored: nobody knows which was its last. */
    public static final String HELD = "restored";

    /** What a person does about one of which nobody knows whether it happened. */
    public static final Remedy IN_DOUBT =
            Remedy.of(
                    "Look at what the other side has now, and say what became of the entry; or let"
                            + " it happen twice.",
                    "stile outbox show {entry}",
                    "stile outbox resolve {entry} --sent --reason seen",
                    "stile outbox resolve {entry} --not-sent --reason absent",
                    "stile outbox retry {entry} --accept-duplicate --reason harmless");

    public Entry {
        declarations = List.copyOf(declarations);
        refs = Collections.unmodifiableSortedMap(new TreeMap<>(refs));
    }

    public long id() {
        return effect.id();
    }

    /** Whether what was opened is where it was to go when somebody said yes to it. */
    boolean isFor(ActionSets.Opened opened) {
        return account.filter(opened.account()::equals).isPresent();
    }

    /** Whether what it holds is of that subject, who therefore cannot say yes to it. */
    boolean isBy(Subject subject) {
        return subject.equals(proposer) || editor.filter(subject.actor()::equals).isPresent();
    }

    /** As audit rows and people name it: {@code ob-88}. */
    public String reference() {
        return reference(id());
    }

    static String reference(long id) {
        return "ob-" + id;
    }

    /** {@code DONE} is what people call sent. */
    public EffectState state() {
        return effect.state();
    }

    /** Raised by each change; a change names the version that it saw. */
    public long version() {
        return effect.version();
    }

    public String contentSha256() {
        return effect.draft().contentSha256();
    }

    public String connection() {
        return effect.connection();
    }

    public IdempotencyKey key() {
        return new IdempotencyKey(effect.draft().idempotencyKey());
    }

    /**
     * What the action is called with, under the label that it was stored with.
     *
     * @throws dev.stile.core.error.Failure ENTRY_DAMAGED
     */
    public Tainted<Json.JsonObject> input() {
        try {
            return Tainted.of(object(effect.draft().payload()), label);
        } catch (IllegalStateException damaged) {
            throw EntryRows.damaged(id(), damaged);
        }
    }

    /**
     * How the last attempt ended: {@code summary}, {@code output} and, where it does not fit the
     * action's schema, {@code output_invalid}; or {@code code} and {@code message}.
     */
    public Optional<Tainted<Json.JsonObject>> result() {
        return effect.result()
                .map(
                        text ->
                                Tainted.of(
                                        object(text),
                                        label.join(Label.outside(Scope.of(connection())))));
    }

    /** Whether only a person may let it be sent again, whatever was found out about it. */
    boolean isHeld() {
        return attempt.filter(HELD::equals).isPresent();
    }

    /** Whether it may have happened before it was called off, and nobody accepted a second time. */
    boolean isInDoubt() {
        return asProposed().isInDoubt() && duplicateBy.isEmpty();
    }

    /**
     * When one that failed is tried again with nobody doing anything; not before then.
     *
     * @return empty if it is not: then it is over, unless a person says otherwise
     */
    public Optional<Instant> retryAt() {
        return nextAt.filter(time -> state() == EffectState.FAILED && !isPastItsTime(time));
    }

    boolean isFinallyFailed() {
        return state() == EffectState.FAILED && nextAt.isEmpty();
    }

    boolean isPastItsTime(Instant now) {
        return expired || !now.isBefore(expires);
    }

    boolean isDue(Instant now) {
        return nextAt.map(time -> !now.isBefore(time)).orElse(state() != EffectState.FAILED);
    }

    Proposed asProposed() {
        return new Proposed(id(), state(), isFinallyFailed(), effect.wasUnknown(), reason);
    }

    private static Json.JsonObject object(String text) {
        try {
            if (new JsonReader().read(text.getBytes(StandardCharsets.UTF_8))
                    instanceof Json.JsonObject object) {
                return object;
            }
        } catch (InvalidJsonException damaged) {
            throw new IllegalStateException("a stored entry is no JSON", damaged);
        }
        throw new IllegalStateException("a stored entry is no JSON object");
    }
}
