package dev.stile.git.mirror;

import dev.stile.git.process.ObjectId;

import java.util.List;

/**
 * A pushed commit all of which was written, with what it says anew. What its base said of any other
 * path holds for it, too.
 *
 * @param tip the pushed commit
 * @param base the commit that it was compared with; itself where it was published before
 * @param paths what paths of the commit became
 * @param ended paths of which the base's word does not hold any more, unless {@code paths} names
 *     them
 */
public record PushedCommit(
        ObjectId tip, ObjectId base, List<PushedPath> paths, List<String> ended) {
    public PushedCommit {
        paths = List.copyOf(paths);
        ended = List.copyOf(ended);
    }
}
