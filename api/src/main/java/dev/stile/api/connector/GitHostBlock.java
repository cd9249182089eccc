package dev.stile.api.connector;

import dev.stile.api.hosting.Operation.ActionClass;
import dev.stile.api.hosting.PrEvent;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a connector of code hosts says of itself beyond the rest: the block {@code githost} of its
 * manifest. Its texts are checked when the connector is loaded, all at once.
 *
 * @param critical whether the daemon does not start without its connections
 * @param requirements what has to be there before a connection works
 * @param entry {@code builtin}, or the name of the class that provides it
 * @param actionClasses kinds of things that it does to a host; others are refused before it is
 *     asked
 * @param channel the space of names that people have on its hosts, as a slug
 * @param contributes what exists because of it
 * @param combinedWith slugs of connectors that make sense beside it
 * @param startupHints lines for whoever makes a first connection
 */
public record GitHostBlock(
        boolean critical,
        List<Requirement> requirements,
        String entry,
        Set<ActionClass> actionClasses,
        String channel,
        Contributes contributes,
        List<String> combinedWith,
        List<String> startupHints) {
    /** The only type of such a block. */
    public static final String TYPE = "git_hosting";

    /** The entry of what ships with a release. */
    public static final String BUILT_IN = "builtin";

    /**
     * What exists because of a connector.
     *
     * @param events kinds of events that it can cause, such as {@code git.pr_merged}
     * @param commands commands that exist for it alone
     * @param configKeys its own settings, by name
     */
    public record Contributes(List<String> events, List<String> commands, List<String> configKeys) {
        public Contributes {
            events = List.copyOf(events);
            commands = List.copyOf(commands);
            configKeys = List.copyOf(configKeys);
        }
    }

    public GitHostBlock {
        requirements = List.copyOf(requirements);
        actionClasses = Set.copyOf(actionClasses);
        combinedWith = List.copyOf(combinedWith);
        startupHints = List.copyOf(startupHints);
    }

    /** A connector that does all of it, can cause every event, and asks for nothing. */
    public static GitHostBlock of(String slug) {
        return new GitHostBlock(
                false,
                List.of(),
                BUILT_IN,
                EnumSet.allOf(ActionClass.class),
                slug,
                new Contributes(
                        PrEvent.WORDS.stream().map(PrEvent::kind).toList(), List.of(), List.of()),
                List.of(),
                List.of());
    }

    /** The same, needing that. */
    public GitHostBlock needing(List<Requirement> needed) {
        return new GitHostBlock(
                critical,
                needed,
                entry,
                actionClasses,
                channel,
                contributes,
                combinedWith,
                startupHints);
    }

    /** The same, without whose connections the daemon does not start. */
    public GitHostBlock asCritical() {
        return new GitHostBlock(
                true,
                requirements,
                entry,
                actionClasses,
                channel,
                contributes,
                combinedWith,
                startupHints);
    }

    /** The same, doing no more than that. */
    public GitHostBlock doing(Set<ActionClass> classes) {
        return new GitHostBlock(
                critical,
                requirements,
                entry,
                classes,
                channel,
                contributes,
                combinedWith,
                startupHints);
    }

    /** The same, whose people have their names in that space. */
    public GitHostBlock inChannel(String space) {
        return new GitHostBlock(
                critical,
                requirements,
                entry,
                actionClasses,
                space,
                contributes,
                combinedWith,
                startupHints);
    }

    /** The same, adding that. */
    public GitHostBlock contributing(Contributes more) {
        return new GitHostBlock(
                critical,
                requirements,
                entry,
                actionClasses,
                channel,
                more,
                combinedWith,
                startupHints);
    }
}
