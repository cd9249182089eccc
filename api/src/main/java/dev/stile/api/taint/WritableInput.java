package dev.stile.api.taint;

import java.util.stream.Stream;

/**
 * A value that a user may write to an outside system: its type or its schema has no place for
 * anything that only the server may set, so that what remains to be checked is its text.
 */
public interface WritableInput {
    /** Every text inside, names included. */
    Stream<String> texts();
}
