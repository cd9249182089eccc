package dev.stile.stories.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where something bad happens: the clone of a project of eight records. Rows spoil the first one,
 * and the second gets the edit that must not be lost.
 */
public record Scene(SimulatorWorld world, Workplace workplace, TrackerProject project, Clone work) {
    public static final String FILE = Clone.path("1");

    /** The same with another shell. */
    public Scene with(Clone other) {
        return new Scene(world, workplace, project, other);
    }

    /** Types a command of Stile in the clone. */
    public Ended stile(String... words) {
        return work.shell()
                .run(work.folder(), Stream.concat(Stream.of("stile"), Stream.of(words)).toList());
    }

    /** Tries a first clone, which leaves nothing behind if it fails. */
    public Ended cloneOf(String address) {
        Path into = workplace.nextFolder();
        Ended ended =
                work.shell()
                        .run(workplace.folder(), List.of("git", "clone", address, into.toString()));
        assertThat(into.toFile().exists()).as("%s", ended).isEqualTo(ended.exit() == 0);
        return ended;
    }

    /** Where the secret of the connection is. */
    public Path token() {
        return workplace.folder().resolve("work.token");
    }

    /** Puts files back as the commit before the last had them, and commits. */
    public void putBack(String... names) {
        for (String name : names) {
            work.git("rm", "--quiet", "--force", "--cached", "--ignore-unmatch", "--", name);
            work.git("clean", "--quiet", "--force", "--", name);
            if (work.attempt("cat-file", "-e", "origin/main:" + name).exit() == 0) {
                work.git("checkout", "--quiet", "origin/main", "--", name);
            }
        }
        work.git("commit", "--quiet", "--message", "Put back");
    }
}
