package dev.stile.git.push;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.git.format.FileProblem;
import dev.stile.git.format.Reason;

import java.util.Optional;

/** Says what is wrong with a file in words of ours, and keeps what the file says beside them. */
final class FileProblems {
    private FileProblems() {}

    static Problem at(String path, Tainted<FileProblem> problem) {
        Reason reason = problem.checked(found -> new Fact<>(found.reason())).answer();
        long line = problem.checked(found -> new Quantity(found.line())).value();
        long column = problem.checked(found -> new Quantity(found.column())).value();
        Problem told =
                Problem.at(
                        reason.code(),
                        path,
                        "line " + line + ", column " + column + ": " + reason.sentence());
        Tainted<String> quoted = problem.map(FileProblems::quoted);
        boolean saysNothing = quoted.checked(text -> new Quantity(text.length())).value() == 0;
        return saysNothing ? told : told.saying(quoted);
    }

    /** Whether a refusal of this code may rest on a schema that is older than the tracker's. */
    static boolean restsOnSchema(Code code) {
        for (Reason reason : Reason.values()) {
            if (reason.code() == code && reason.restsOnSchema()) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(FileProblem problem) {
        StringBuilder text = new StringBuilder(problem.key());
        // A text that is too long would leave no room for what it is measured by.
        Optional<String> shown =
                problem.reason() == Reason.TOO_LONG ? Optional.empty() : problem.value();
        shown.ifPresent(value -> text.append(text.isEmpty() ? "" : ": ").append(value));
        String before = problem.reason() == Reason.UNKNOWN_KEY ? " (nearest: " : " (";
        problem.hint().ifPresent(hint -> text.append(before).append(hint).append(')'));
        return text.toString();
    }
}
