package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.value.BranchName;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

/** A merge that landed in another branch than was meant, as an error. Pure. */
final class ElsewhereText {
    private ElsewhereText() {}

    /**
     * @param named the pull request, as it is typed
     */
    static Failure.Builder told(PrRef pr, String named, BranchName meant, BranchName landed) {
        return Failure.of(Code.LANDED_OTHERWISE)
                .headline(named + " was merged into " + landed + ", not " + meant)
                .argument("pr", named)
                .fact("pr", pr.toString())
                .fact("base_branch", landed.text())
                .fact("expected_base_branch", meant.text());
    }

    /** That the daemon leaves the repository alone, and until when. */
    static String stands(String named) {
        return "the daemon merges nothing there until somebody looked: "
                + ShellWords.command("stile pr retry", named, "--clear-alarm");
    }
}
