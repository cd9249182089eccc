package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;

import java.util.Set;

/** Which rules rest: their pending deliveries stay pending. */
public interface RestingRules {
    /** Slugs of rules that are paused, held, disabled or not supported. Asked once a turn. */
    Set<String> now(Deadline deadline);
}
