package dev.stile.flow.command;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest;

import java.util.List;

/**
 * What a program can do, as it said and as it counts.
 *
 * @param sha256 of the command, of what the program said, and of what a person calls harmless: who
 *     names it confirms all of that
 * @param manifest in force: an action has an effect until a person says by name that it only reads
 */
public record Description(String sha256, Manifest manifest) {
    public List<ActionSpec> actions() {
        return manifest.actions();
    }
}
