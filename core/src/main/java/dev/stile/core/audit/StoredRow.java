package dev.stile.core.audit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A row as it is stored. Verbs, phases and outcomes are texts, because a newer release may have
 * written them.
 *
 * @param sequence its number
 * @param at RFC 3339 in UTC
 * @param verb such as {@code record.update}
 * @param phase intent, outcome or point
 * @param parent the intent that an outcome ends, or of which a point tells what was found out
 *     later; of an intent, the larger crossing that it is part of
 * @param hash lower-case hex
 * @param json all other members, in canonical form
 */
public record StoredRow(
        long sequence,
        String at,
        String actor,
        String verb,
        String phase,
        OptionalLong parent,
        Optional<String> connection,
        Optional<String> container,
        Optional<String> target,
        Optional<String> decision,
        Optional<String> outcome,
        Optional<String> reason,
        String hash,
        String json) {}
