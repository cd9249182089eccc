package dev.stile.connectors.redmine.write;

import dev.stile.api.record.Comment;
import dev.stile.api.store.FindResult;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.wire.LineEnds;

import java.time.Instant;
import java.util.List;

/** Tells which comments are the one that was written. Pure. */
final class OwnComments {
    private enum Match {
        EXACT,
        OLDER,
        OTHER_TEXT,
        NONE
    }

    private OwnComments() {}

    /** Those behind the last one that was there before. */
    static List<Tainted<Comment>> behind(long last, List<Tainted<Comment>> comments) {
        return comments.stream().filter(comment -> id(comment) > last).toList();
    }

    /** Those with that text. */
    static List<Tainted<Comment>> saying(String text, List<Tainted<Comment>> comments) {
        return comments.stream()
                .filter(
                        comment ->
                                comment.checked(said -> new Fact<>(saidAs(said, text))).answer()
                                        == Match.EXACT)
                .toList();
    }

    static List<Tainted<Comment>> by(long person, List<Tainted<Comment>> comments) {
        return comments.stream().filter(comment -> author(comment) == person).toList();
    }

    /**
     * What the comments of one person prove about one of this text since then. The server does not
     * tell whether a comment was edited, so another text of that time may have been ours.
     */
    static FindResult verdict(List<Tainted<Comment>> own, String text, LookBack lookBack) {
        if (lookBack.isAhead()) {
            return LookBack.CANNOT_TELL;
        }
        List<Match> matches = own.stream().map(each -> match(each, text, lookBack)).toList();
        long exact = matches.stream().filter(Match.EXACT::equals).count();
        if (matches.contains(Match.OLDER) || exact > 1) {
            return new FindResult.CannotTell("several own comments of that time say the same");
        }
        if (exact == 1) {
            return new FindResult.Found(own.get(matches.indexOf(Match.EXACT)).checked(Comment::id));
        }
        return matches.contains(Match.OTHER_TEXT)
                ? new FindResult.CannotTell(
                        "an own comment of that time says something else; it may have been edited")
                : new FindResult.Absent();
    }

    private static Match match(Tainted<Comment> comment, String text, LookBack lookBack) {
        Instant at = comment.checked(said -> new Moment(said.createdAt().orElse(Instant.MAX))).at();
        if (at.isBefore(lookBack.oldest())) {
            return Match.NONE;
        }
        boolean inTime = !at.isBefore(lookBack.firstSecond());
        return comment.checked(said -> new Fact<>(match(sameText(said, text), inTime))).answer();
    }

    private static Match match(boolean same, boolean inTime) {
        if (same) {
            return inTime ? Match.EXACT : Match.OLDER;
        }
        return inTime ? Match.OTHER_TEXT : Match.NONE;
    }

    private static Match saidAs(Comment comment, String text) {
        return sameText(comment, text) ? Match.EXACT : Match.NONE;
    }

    private static boolean sameText(Comment comment, String text) {
        return LineEnds.onlyDiffer(comment.body().strip(), text.strip());
    }

    private static long id(Tainted<Comment> comment) {
        RecordId id = comment.checked(Comment::id);
        return Long.parseLong(id.text());
    }

    /** The number of who wrote it; 0 for nobody. */
    private static long author(Tainted<Comment> comment) {
        return comment.checked(
                        said ->
                                new Quantity(
                                        said.author()
                                                .map(
                                                        person ->
                                                                Math.max(
                                                                        0,
                                                                        Long.parseLong(
                                                                                person.id())))
                                                .orElse(0L)))
                .value();
    }
}
