package dev.stile.core.effect;

/**
 * A plan to be stored.
 *
 * @param id unique for ever
 * @param kind open text
 * @param connection slug
 * @param container project, space or conversation
 * @param header the caller's own text
 */
public record PlanDraft(
        String id, String kind, String connection, String container, String header) {}
