package dev.stile.stories.bad;

import dev.stile.stories.shell.Ended;

import java.util.Optional;

/** Addresses of what is not there. */
public enum BadPlace implements BadInput {
    NO_PROJECT("STL-1001", 2, "stile::work"),
    SLASHES("STL-1001", 2, "stile://work/p1"),
    A_WAY_UP("STL-1001", 2, "stile::work/a/../b"),
    A_NAME_THAT_IS_NONE("STL-1001", 2, "stile::-x/y"),
    AN_UNKNOWN_CONNECTION("STL-1002", 8, "stile::nope/p1"),
    AN_UNKNOWN_PROJECT("STL-1003", 8, "stile::work/nowhere");

    private final String code;
    private final int exit;
    private final String address;

    BadPlace(String code, int exit, String address) {
        this.code = code;
        this.exit = exit;
        this.address = address;
    }

    @Override
    public void happen(Scene scene) {
        scene.work().commit("Edit");
    }

    @Override
    public Ended attempt(Scene scene) {
        return scene.cloneOf(address);
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int exitOfGit() {
        return 128;
    }

    @Override
    public Optional<Meeting> command(Scene scene) {
        return Optional.of(new Meeting(scene.stile("sync", address), exit));
    }

    @Override
    public void mend(Scene scene, Ended attempt) {
        scene.cloneOf("stile::work/" + scene.project().slug()).succeeds();
        scene.work().push().succeeds();
    }
}
