package dev.stile.core.registry;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.record.BodySize;
import dev.stile.api.record.BodyState;
import dev.stile.api.record.Comment;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;

import java.util.List;

/**
 * Texts that are larger than anybody keeps. A record is shown without its text, and says so: no
 * other read would bring it.
 */
final class BodyBounds {
    private BodyBounds() {}

    static Tainted<TrackerRecord> bounded(Tainted<TrackerRecord> record) {
        return record.map(
                read ->
                        BodySize.isOver(read.body())
                                ? read.toBuilder()
                                        .body("")
                                        .meta(
                                                read.meta()
                                                        .withBody(
                                                                BodyState.TOO_LARGE,
                                                                read.meta().rawBodySha256()))
                                        .build()
                                : read);
    }

    /**
     * @throws Malformed if the text of a comment is too large
     */
    static List<Tainted<Comment>> bounded(List<Tainted<Comment>> comments) {
        if (comments.stream()
                .anyMatch(
                        each ->
                                each.checked(read -> new Fact<>(Size.of(read.body()))).answer()
                                        == Size.OVER)) {
            throw new Malformed("a comment of at most " + BodySize.MOST + " bytes");
        }
        return comments;
    }

    private enum Size {
        WITHIN,
        OVER;

        static Size of(String text) {
            return BodySize.isOver(text) ? OVER : WITHIN;
        }
    }
}
