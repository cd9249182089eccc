package dev.stile.stories.bad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Told;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Good commits that are pushed as they cannot be. */
public enum BadPush implements BadInput {
    A_STALE_EDIT("STL-3001") {
        @Override
        public void happen(Scene scene) {
            scene.work().retitle("1", "Mine");
            scene.work().commit("Stale");
            scene.project().retitle("1", "Theirs, " + scene.project().titleNow("1"));
        }

        @Override
        public Optional<Meeting> command(Scene scene) {
            return Optional.of(new Meeting(scene.stile("plan"), 7));
        }

        @Override
        public void mend(Scene scene, Ended attempt) {
            Clone clone = scene.work();
            assertThat(attempt.err()).contains("(fetch first)", Scene.FILE);
            assertThat(Told.recovery(attempt)).contains("git pull --no-rebase");
            clone.type("git pull --no-rebase").fails();
            clone.git("checkout", "--quiet", "--theirs", Scene.FILE);
            clone.commit("Theirs it is");
            clone.push().succeeds();
        }
    },
    A_STALE_EDIT_BY_FORCE("STL-3001") {
        @Override
        public void happen(Scene scene) {
            A_STALE_EDIT.happen(scene);
        }

        @Override
        public Ended attempt(Scene scene) {
            return scene.work().push("--force");
        }

        @Override
        public Optional<Meeting> command(Scene scene) {
            return Optional.empty();
        }

        @Override
        public void mend(Scene scene, Ended attempt) {
            A_STALE_EDIT.mend(scene, attempt);
        }
    },
    DELETES_OVER_THE_CAP("STL-2012") {
        @Override
        public void happen(Scene scene) {
            for (int id = 3; id <= 8; id++) {
                scene.work().git("rm", "--quiet", Clone.path(Integer.toString(id)));
            }
            scene.work().commit("Delete six");
        }

        @Override
        public void isTold(Ended attempt) {
            Told.amongReasons(attempt, code(), "deletes 6 records");
        }

        @Override
        public Optional<Meeting> command(Scene scene) {
            return Optional.of(new Meeting(scene.stile("plan"), 3));
        }

        @Override
        public void mend(Scene scene, Ended attempt) {
            String line = "git push -o allow-deletes=6";
            assertThat(Told.recovery(attempt)).contains(line);
            scene.work().type(line).succeeds();
            assertThat(scene.project().records()).hasSize(2);
        }
    },
    ANOTHER_BRANCH("STL-3002") {
        @Override
        public Ended attempt(Scene scene) {
            return scene.work().push("origin", "main:feature");
        }

        @Override
        public void mend(Scene scene, Ended attempt) {
            assertThat(Told.recovery(attempt)).containsExactly("git push origin HEAD:main");
            scene.work().type("git push origin HEAD:main").succeeds();
        }
    },
    A_TAG("STL-3002") {
        @Override
        public Ended attempt(Scene scene) {
            scene.work().git("tag", "--force", "v1");
            Ended ended = scene.work().push("origin", "v1");
            scene.work().git("tag", "--delete", "v1");
            return ended;
        }
    },
    A_NOTE("STL-3002") {
        @Override
        public Ended attempt(Scene scene) {
            return scene.work().push("origin", "main:refs/notes/commits");
        }
    },
    MAIN_DELETED("STL-3003") {
        @Override
        public Ended attempt(Scene scene) {
            return scene.work().push("origin", "--delete", "main");
        }
    },
    AN_UNKNOWN_OPTION("STL-3004") {
        @Override
        public Ended attempt(Scene scene) {
            return scene.work().push("-o", "alow-deletes=6");
        }

        @Override
        public Optional<Meeting> command(Scene scene) {
            return Optional.of(new Meeting(scene.stile("plan", "-o", "alow-deletes=6"), 2));
        }
    },
    AN_OLD_GIT("STL-1007") {
        @Override
        public Ended attempt(Scene scene) {
            return withOldGit(scene).work().push();
        }
    };

    private final String code;

    BadPush(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public void happen(Scene scene) {
        scene.work().commit("Edit");
    }

    @Override
    public Optional<Meeting> command(Scene scene) {
        return Optional.empty();
    }

    @Override
    public void mend(Scene scene, Ended attempt) {
        scene.work().push().succeeds();
    }

    private static Scene withOldGit(Scene scene) {
        Clone clone = scene.work();
        Path old = Folders.make(scene.workplace().folder().resolve("old"));
        Folders.write(
                old.resolve("git"),
                """
                #!/bin/sh
                [ "$1" != version ] || exec echo git version 2.30.2
                exec '%s' "$@"
                """
                        .formatted(clone.type("command -v git").out().strip()),
                "rwxr-xr-x");
        // git puts its own folder before the PATH of a helper, so the helper is told again.
        Folders.write(
                old.resolve("git-remote-stile"),
                """
                #!/bin/sh
                PATH='%s':$PATH exec '%s' "$@"
                """
                        .formatted(old, clone.type("command -v git-remote-stile").out().strip()),
                "rwxr-xr-x");
        String path = old + ":" + scene.workplace().shell().variable("PATH");
        return scene.with(clone.with(Map.of("PATH", path)));
    }
}
