package dev.stile.git.push;

import dev.stile.git.process.ObjectId;

import java.util.Optional;

/**
 * One path that a push changes.
 *
 * @param path the path
 * @param nameIsText whether its name is UTF-8
 * @param before what the pushing clone started from
 * @param after what the pushed commit has
 */
record PathChange(
        String path, boolean nameIsText, Optional<BasePath> before, Optional<TipFile> after) {
    /**
     * A file of the pushed commit.
     *
     * @param mode six digits, as git gives it
     * @param blob its content
     */
    record TipFile(String mode, ObjectId blob) {}
}
