package dev.stile.core.effect;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry as it was when it was read.
 *
 * @param id in the order of storing
 * @param plan id of its plan
 * @param place within the plan, from 0
 * @param draft what was meant
 * @param wasUnknown whether it was unknown at some time; an owner of entries may take the mark away
 *     once it is certain that nothing happened
 * @param result the caller's own text about how it ended
 * @param attempts how often it was marked as sending
 * @param version raised by each change; a change names the version that it saw
 * @param fence token of the lease under which it was last sent; an older one is refused
 * @param intent audit row of the last attempt
 */
public record Effect(
        long id,
        String plan,
        int place,
        String kind,
        String connection,
        String container,
        EffectDraft draft,
        EffectState state,
        boolean wasUnknown,
        Optional<String> result,
        int attempts,
        long version,
        long fence,
        OptionalLong intent,
        Instant created,
        Instant updated) {}
