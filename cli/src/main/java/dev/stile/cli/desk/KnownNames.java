package dev.stile.cli.desk;

import dev.stile.core.error.Failure;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.rulebook.RuleStore;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Names that somebody typed to see less: an empty list says that there is nothing, so it is no
 * answer to a name that nobody has. What is gone may have left something, which is listed. Makes no
 * home where there is none.
 */
public final class KnownNames {
    private final Desk desk;

    public KnownNames(Desk desk) {
        this.desk = desk;
    }

    /**
     * Goes on only if there is a connection of that name, one of the user or Stile itself.
     *
     * @throws Failure UNKNOWN_CONNECTION, with the names that there are
     */
    public void requireConnection(String name) {
        if (!name.equals(LifecycleEvents.CONNECTION)) {
            desk.house().connection(name);
        }
    }

    /**
     * The same for a list in which nothing was found.
     *
     * @param leftSomething whether it would show anything of that name if nothing else narrowed it;
     *     asked only in a home that is there
     */
    public void requireConnection(Optional<String> name, BooleanSupplier leftSomething) {
        if (name.isPresent() && !hasLeft(leftSomething)) {
            requireConnection(name.get());
        }
    }

    /**
     * Goes on only if there is a rule of that name, or was one.
     *
     * @param leftSomething as for connections
     * @throws Failure UNKNOWN_RULE, with the nearest name
     */
    public void requireRule(Optional<String> slug, BooleanSupplier leftSomething) {
        if (slug.isEmpty() || hasLeft(leftSomething)) {
            return;
        }
        if (!desk.house().isFurnished()) {
            throw RuleStore.unknown(slug.get(), List.of());
        }
        desk.flow().rules().show(desk.patience(), slug.get());
    }

    private boolean hasLeft(BooleanSupplier something) {
        return desk.house().isFurnished() && something.getAsBoolean();
    }
}
