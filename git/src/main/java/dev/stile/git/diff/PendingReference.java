package dev.stile.git.diff;

import dev.stile.api.record.FieldRef;

import java.util.Optional;

/**
 * A reference to a record by the path of its file: which record that is, the plan of the whole push
 * tells.
 *
 * @param field the field that holds it, such as {@code parent} or {@code links}
 * @param linkKind the kind of the link, where it is one
 * @param path as the user wrote it, {@code issues/epic.md}
 * @param removed whether the reference is to be taken away rather than added
 * @param line of the file, from 1
 * @param column from 1
 */
public record PendingReference(
        FieldRef field,
        Optional<String> linkKind,
        String path,
        boolean removed,
        int line,
        int column) {}
