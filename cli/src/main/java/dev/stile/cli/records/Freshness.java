package dev.stile.cli.records;

import dev.stile.cli.project.OpenProject;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

/** How new the mirror has to be before something is read from it. */
final class Freshness {
    private Freshness() {}

    /**
     * Asks the tracker what changed, unless nobody wants that.
     *
     * @throws Failure SYNC_FAILED if there is nothing to read without asking
     */
    static void ensure(OpenProject project, boolean offline) {
        if (!offline) {
            project.syncForFetch();
        } else if (project.repository().tip().isEmpty()) {
            throw neverFetched("leave out --offline");
        }
    }

    /** Nobody knows yet whether there is such a project, or what it holds. */
    static Failure neverFetched(String detail) {
        return Failure.of(Code.SYNC_FAILED)
                .headline("nothing of this project was fetched yet")
                .detail(detail)
                .build();
    }
}
