package dev.stile.core.change;

import dev.stile.api.value.ProjectRef;

import java.util.HashMap;
import java.util.Map;

/**
 * How often in a row the changes of each project were not shown whole. A server that cuts them
 * always at the same place would never show what lies behind it. For one thread.
 */
final class CutLooks {
    private static final int FIRST = 4;
    private static final int LASTING = 20;

    /** A day of looks, one a minute. */
    private static final int HOPELESS = 1_440;

    private final Map<ProjectRef, Integer> inARow = new HashMap<>();

    void cut(ProjectRef project) {
        inARow.merge(project, 1, Integer::sum);
    }

    void whole(ProjectRef project) {
        inARow.remove(project);
    }

    /** Whether it was so for so many looks that waiting for it costs more than it brings. */
    boolean isLasting(ProjectRef project) {
        return inARow.getOrDefault(project, 0) >= LASTING;
    }

    /** Whether it was so for longer than a server is usually out of order. */
    boolean isHopeless(ProjectRef project) {
        return inARow.getOrDefault(project, 0) >= HOPELESS;
    }

    /** Whether everything is to be listed instead: after four cut looks, eight and so on. */
    boolean isEverythingDue(ProjectRef project) {
        int cut = inARow.getOrDefault(project, 0);
        return cut >= FIRST && Integer.bitCount(cut) == 1;
    }
}
