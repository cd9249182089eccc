package dev.stile.core.egress;

import dev.stile.core.audit.AuditOrigin;

/**
 * Who asks, as audit rows name it.
 *
 * @param origin what kind of thing
 * @param actor account name of the person, or slug of the rule or agent
 */
public record Caller(AuditOrigin origin, String actor) {}
