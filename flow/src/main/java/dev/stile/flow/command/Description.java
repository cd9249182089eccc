package dev.stile.flow.command;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest;

import java.util.List;
import java.util.Map;

/**
 * What a program can do, as it said and as it counts.
 *
 * @param sha256 of the command, of what the program said, and of what a person calls harmless: who
 *     names it confirms all of that
 * @param manifest in force: an action has an effect until a person says by name that it only reads
 * @param leftOut actions that it said and that this release does not take, each with what is wrong
 */
public record Description(String sha256, Manifest manifest, Map<String, String> leftOut) {
    public Description {
        leftOut = Map.copyOf(leftOut);
    }

    public List<ActionSpec> actions() {
        return manifest.actions();
    }
}
