package dev.stile.api.action;

/**
 * What an action does to the world, for policies and people.
 *
 * @param category what kind of thing it does
 * @param summary one line for people
 * @param externalSideEffect whether others can see that it was done
 */
public record Permission(Category category, String summary, boolean externalSideEffect) {}
