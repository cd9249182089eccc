package dev.stile.git.mirror;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.StoreException;
import dev.stile.git.process.GitFailed;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.ObjectsNotWritten;

import java.nio.file.Path;
import java.util.Optional;

/** The errors of a mirror whose own files cannot be used. */
public final class MirrorFailure {
    private static final int MOST_DETAILS = 20;

    private MirrorFailure() {}

    /** The mirror is not what it should be. */
    public static Failure damaged(String detail) {
        return Failure.of(Code.MIRROR_DAMAGED).detail(detail).build();
    }

    /** The mirror in this folder is not what it should be. */
    static Failure damagedIn(Path folder, String detail) {
        return movedAside(Failure.of(Code.MIRROR_DAMAGED), folder).detail(detail).build();
    }

    /**
     * What a mirror is told with that lacks an object of its newest commit; nothing if it has them
     * all.
     */
    public static Optional<Failure> ofMissing(MirrorRepository repository) {
        return repository
                .missing()
                .map(
                        object ->
                                damagedIn(
                                        folderOf(repository.gitDirectory()),
                                        "object "
                                                + object
                                                + " is missing in "
                                                + repository.gitDirectory()));
    }

    /** The mirror in this folder is not the one that is asked for. */
    static Failure anothers(Path folder, String headline) {
        return movedAside(Failure.of(Code.MIRROR_IDENTITY), folder).headline(headline).build();
    }

    /**
     * A command of git's in a mirror's repository failed; because of damage there, if it says so.
     */
    public static Failure of(GitFailed failed) {
        Failure.Builder failure =
                failed.damagedRepository()
                        .map(
                                repository ->
                                        movedAside(
                                                Failure.of(Code.MIRROR_DAMAGED),
                                                folderOf(repository)))
                        .orElseGet(
                                () ->
                                        Failure.of(
                                                failed.isForWantOfRoom()
                                                        ? Code.DISK_NOT_WRITABLE
                                                        : Code.GIT_FAILED));
        String.valueOf(failed.getMessage()).lines().limit(MOST_DETAILS).forEach(failure::detail);
        return failure.cause(failed).build();
    }

    /** The repository took no objects. */
    public static Failure of(ObjectsNotWritten failed) {
        Failure.Builder failure = Failure.of(Code.DISK_NOT_WRITABLE).cause(failed);
        String.valueOf(failed.getMessage()).lines().limit(MOST_DETAILS).forEach(failure::detail);
        return failure.build();
    }

    /** The mirror's folder holds its repository, its state and its lock. */
    private static Path folderOf(Path part) {
        return part.toAbsolutePath().resolveSibling("").normalize();
    }

    private static Failure.Builder movedAside(Failure.Builder failure, Path folder) {
        return failure.argument("mirror", folder.toString()).argument("aside", folder + ".damaged");
    }

    /** The state beside the repository cannot be used. */
    static RuntimeException of(StoreException failed, Path file) {
        Code code =
                switch (failed.kind()) {
                    case BUSY -> Code.MIRROR_BUSY;
                    case FULL, NOT_WRITABLE -> Code.DISK_NOT_WRITABLE;
                    case NEWER -> Code.MIRROR_NEWER;
                    case HOME_REFUSED -> Code.MIRROR_OWNER;
                    case DAMAGED, BROKEN_RULE -> Code.MIRROR_DAMAGED;
                };
        Failure.Builder failure =
                movedAside(Failure.of(code), folderOf(file))
                        .detail(file.toString())
                        .detail(String.valueOf(failed.getMessage()))
                        .cause(failed);
        if (failed.kind() == StoreException.Kind.HOME_REFUSED) {
            failed.details().forEach(failure::detail);
        }
        return failure.build();
    }

    /** A file of the mirror cannot be used. */
    public static Failure damaged(String detail, Throwable cause) {
        return Failure.of(Code.MIRROR_DAMAGED).detail(detail).cause(cause).build();
    }
}
