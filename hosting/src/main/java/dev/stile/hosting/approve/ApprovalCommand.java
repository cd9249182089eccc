package dev.stile.hosting.approve;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Sha;

/**
 * What a whole comment says, if it is a command: {@code /approve}, or {@code /approve} with at
 * least 12 hex digits of a commit. Anything around it but blanks at both ends makes it a plain
 * comment.
 */
public enum ApprovalCommand {
    NONE,
    /** Names no commit. */
    APPROVE,
    /** Names the head that it was read for. */
    APPROVE_THIS,
    /** Names another commit. */
    APPROVE_OTHER;

    private static final String WORD = "/approve";
    private static final int FEWEST_DIGITS = 12;
    private static final int MOST_DIGITS = 64;

    /**
     * What a comment says of a head. Only the conversation and the bodies of reviews can command.
     */
    public static ApprovalCommand of(PRComment comment, Sha head) {
        return comment.id().kind() == CommentId.Kind.INLINE
                ? NONE
                : comment.body().checked(text -> new Fact<>(read(text, head))).answer();
    }

    private static ApprovalCommand read(String body, Sha head) {
        int begin = 0;
        int end = body.length();
        while (begin < end && isBlank(body.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(body.charAt(end - 1))) {
            end--;
        }
        int digits = begin + WORD.length();
        if (digits > end || !isWord(body, begin)) {
            return NONE;
        }
        if (digits == end) {
            return APPROVE;
        }
        int first = digits;
        while (body.charAt(first) == ' ' || body.charAt(first) == '\t') {
            first++;
        }
        return first == digits ? NONE : named(body, first, end, head);
    }

    private static ApprovalCommand named(String body, int first, int end, Sha head) {
        int count = end - first;
        if (count < FEWEST_DIGITS || count > MOST_DIGITS) {
            return NONE;
        }
        boolean same = count <= head.text().length();
        for (int index = 0; index < count; index++) {
            char digit = lower(body.charAt(first + index));
            if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
                return NONE;
            }
            same = same && digit == head.text().charAt(index);
        }
        return same ? APPROVE_THIS : APPROVE_OTHER;
    }

    private static boolean isWord(String body, int begin) {
        for (int index = 0; index < WORD.length(); index++) {
            if (lower(body.charAt(begin + index)) != WORD.charAt(index)) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char unit) {
        return unit >= 'A' && unit <= 'Z' ? (char) (unit + 32) : unit;
    }

    private static boolean isBlank(char unit) {
        return unit == ' ' || (unit >= '\t' && unit <= '\r');
    }
}
