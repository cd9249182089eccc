package dev.stile.stories.bad;

import dev.stile.simulator.access.Role;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.wire.Headers;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Folders;
import dev.stile.stories.shell.Told;

import java.nio.file.Path;
import java.util.Optional;

/** Trackers that do not answer, or not as they should, and credentials that are not good. */
public enum BadServer implements BadInput {
    A_CLOSED_CONNECTION("STL-5007", 6, new FaultAction.Reset(false)),
    A_WEB_PAGE("STL-5009", 1, new FaultAction.WrongType()),
    HALF_AN_ANSWER("STL-5009", 1, new FaultAction.Cut(60, false)),
    A_REDIRECT_ELSEWHERE("STL-5011", 3, new FaultAction.Redirect(302, "http://127.0.0.1:9/sim/v1")),
    A_TOKEN_THAT_EXPIRED("STL-5001", 1, status(401)),
    A_RIGHT_THAT_IS_MISSING("STL-5002", 1, status(403)),
    A_FAILURE_OF_ITS_OWN("STL-5007", 6, status(500)),
    A_FORBIDDEN_PROJECT("STL-5002", 1) {
        @Override
        void begin(Scene scene) {
            scene.world().controls().role("admin", scene.project().slug(), Role.FORBIDDEN);
        }

        @Override
        void end(Scene scene) {
            scene.world().controls().role("admin", scene.project().slug(), Role.ADMIN);
        }
    },
    A_MISSING_SECRET("STL-1014", 1) {
        @Override
        void begin(Scene scene) {
            Path token = scene.token();
            if (!token.toFile().delete()) {
                throw new IllegalStateException("no token at " + token);
            }
        }

        @Override
        void end(Scene scene) {
            Folders.write(scene.token(), scene.world().token(), "rw-------");
        }
    },
    A_WRONG_TOKEN("STL-5001", 1) {
        @Override
        void begin(Scene scene) {
            Folders.write(scene.token(), "another-token", "rw-------");
        }

        @Override
        void end(Scene scene) {
            Folders.write(scene.token(), scene.world().token(), "rw-------");
        }
    };

    private final String code;
    private final int exit;
    private final Optional<FaultAction> action;

    BadServer(String code, int exit, FaultAction action) {
        this.code = code;
        this.exit = exit;
        this.action = Optional.of(action);
    }

    BadServer(String code, int exit) {
        this.code = code;
        this.exit = exit;
        this.action = Optional.empty();
    }

    void begin(Scene scene) {
        scene.world().controls().fault(FaultRule.always(action.orElseThrow()));
    }

    void end(Scene scene) {
        scene.world().controls().clearFaults();
    }

    @Override
    public void happen(Scene scene) {
        scene.work().commit("Edit");
        begin(scene);
    }

    @Override
    public void isTold(Ended attempt) {
        Told.in(attempt, code);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Optional<Meeting> command(Scene scene) {
        if (action.isPresent()) {
            Told.in(scene.cloneOf("stile::work/elsewhere"), code);
        }
        return Optional.of(new Meeting(scene.stile("sync", "."), exit));
    }

    @Override
    public void mend(Scene scene, Ended attempt) {
        end(scene);
        scene.work().push().succeeds();
    }

    private static FaultAction status(int status) {
        return new FaultAction.Status(status, Headers.none(), "text/plain", "Nothing for you.");
    }
}
