package dev.stile.cli.where;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.address.Address;
import dev.stile.git.clone.BranchRemote;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds out what project somebody means. Reads the clone's configuration, and changes nothing. */
public final class Where {
    private static final String REMOTE = "remote.";
    private static final String URL = ".url";
    private static final String USUAL = "origin";

    private final Surroundings around;

    public Where(Surroundings around) {
        this.around = around;
    }

    /**
     * An address, or a folder that is there; a folder wins where a word could be both.
     *
     * @throws Failure NOT_A_CLONE; ADDRESS_NOT_VALID
     */
    public Place find(String typed) {
        if (!typed.startsWith(Address.PREFIX) && isFolder(typed)) {
            return clone(around.folder().resolve(typed));
        }
        boolean path = typed.startsWith(".") || typed.startsWith("/") || !typed.contains("/");
        if (!typed.startsWith("stile:") && path) {
            throw notAClone(typed).build();
        }
        return new Place(Address.parse(typed), Optional.empty());
    }

    /**
     * A folder of a clone. Of several remotes it is the one that git fetches the branch from, if
     * that is one of ours.
     *
     * @throws Failure NOT_A_CLONE
     */
    public Place clone(Path folder) {
        return clone(folder, BranchRemote::fetched, Optional.empty());
    }

    /**
     * The same for what git pushes the branch to.
     *
     * @param named the remote that was typed instead
     * @throws Failure NOT_A_CLONE
     */
    public Place pushing(Path folder, Optional<String> named) {
        return clone(folder, BranchRemote::pushed, named);
    }

    private Place clone(
            Path folder, Function<Git, Optional<String>> meant, Optional<String> named) {
        if (!Files.isDirectory(folder)) {
            throw notAClone(folder.toString()).build();
        }
        Map<String, Address> remotes = remotes(folder);
        String remote =
                named.or(() -> usual(folder, remotes, meant))
                        .orElseThrow(() -> notAClone(folder.toString()).build());
        Address address = remotes.get(remote);
        if (address == null) {
            throw notAClone(folder.toString())
                    .headline("no remote here that is called " + remote + " leads to a project")
                    .detail("remotes that do: " + String.join(", ", remotes.keySet()))
                    .build();
        }
        return new Place(address, Optional.of(new Place.LocalClone(folder, remote)));
    }

    /** The one that git means, or else the first. */
    private Optional<String> usual(
            Path folder, Map<String, Address> remotes, Function<Git, Optional<String>> meant) {
        return Optional.of(git(folder))
                .filter(git -> remotes.size() > 1)
                .flatMap(meant)
                .filter(remotes::containsKey)
                .or(() -> Optional.of(USUAL).filter(remotes::containsKey))
                .or(() -> remotes.keySet().stream().findFirst());
    }

    private Git git(Path folder) {
        return Git.inFolder(folder, GitEnvironment.forUserRepository(around.environment()));
    }

    private boolean isFolder(String typed) {
        try {
            return Files.isDirectory(around.folder().resolve(typed));
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private Map<String, Address> remotes(Path folder) {
        Map<String, Address> found = new LinkedHashMap<>();
        try {
            String lines =
                    git(folder).find("config", "--get-regexp", "^remote\\..*\\.url$").orElse("");
            for (String line : lines.lines().toList()) {
                int space = line.indexOf(' ');
                String key = line.substring(0, space);
                String url = line.substring(space + 1);
                if (url.startsWith(Address.PREFIX)) {
                    String name = key.substring(REMOTE.length(), key.length() - URL.length());
                    found.put(name, Address.parse(url));
                }
            }
            return found;
        } catch (GitFailed noRepository) {
            throw notAClone(folder.toString()).cause(noRepository).build();
        }
    }

    private static Failure.Builder notAClone(String typed) {
        return Failure.of(Code.NOT_A_CLONE).detail("folder: " + typed).fact("folder", typed);
    }
}
