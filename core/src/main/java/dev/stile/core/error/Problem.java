package dev.stile.core.error;

import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.RecordId;

import java.util.List;
import java.util.Optional;

/**
 * One of several things that are wrong.
 *
 * @param code what is wrong
 * @param path the file it is about, as it stands in the tree; escaped when printed
 * @param field the field it is about
 * @param ids the records it is about
 * @param message one line, words of ours
 * @param remote text from outside that belongs to it
 */
public record Problem(
        Code code,
        Optional<String> path,
        Optional<FieldRef> field,
        List<RecordId> ids,
        String message,
        Optional<Tainted<String>> remote) {
    public Problem {
        ids = List.copyOf(ids);
    }

    /** Something wrong with a file. */
    public static Problem at(Code code, String path, String message) {
        return new Problem(
                code, Optional.of(path), Optional.empty(), List.of(), message, Optional.empty());
    }

    /** Something wrong with one field of a file. */
    public static Problem at(Code code, String path, FieldRef field, String message) {
        return new Problem(
                code, Optional.of(path), Optional.of(field), List.of(), message, Optional.empty());
    }

    /** Something wrong with a record. */
    public static Problem of(Code code, RecordId id, String message) {
        return new Problem(
                code, Optional.empty(), Optional.empty(), List.of(id), message, Optional.empty());
    }

    /** The same, with the records it is about. */
    public Problem about(List<RecordId> records) {
        return new Problem(code, path, field, records, message, remote);
    }

    /** The same, with what the server said. */
    public Problem saying(Tainted<String> text) {
        return new Problem(code, path, field, ids, message, Optional.of(text));
    }
}
