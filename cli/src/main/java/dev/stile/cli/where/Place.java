package dev.stile.cli.where;

import dev.stile.git.address.Address;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A project, and the clone that led to it.
 *
 * @param address of the project
 * @param local the clone, if one was meant
 */
public record Place(Address address, Optional<LocalClone> local) {
    /**
     * A clone of a project.
     *
     * @param folder somewhere in it
     * @param remote which of its remotes leads to the project
     */
    public record LocalClone(Path folder, String remote) {}
}
