package dev.stile.flow.subscriber;

import dev.stile.api.call.Deadline;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds manifests (FL-42): first those of a workspace that a person trusted as they are, then those
 * that the user put into the home. Starts nothing. Any thread may call.
 */
public final class Subscribers {
    private static final String FILE = "manifest.toml";
    private static final Path BELOW_WORKSPACE = Path.of(".stile", "subscribers");
    private static final int LONGEST = 1024 * 1024;

    private final Path home;
    private final Path workspace;
    private final Trusts trusts;
    private final ManifestReader reader = new ManifestReader();

    /**
     * @param home the folder of the home
     * @param workspace where the command was typed
     */
    public Subscribers(Path home, Path workspace, Trusts trusts) {
        this.home = home.resolve("subscribers");
        this.workspace = workspace.resolve(BELOW_WORKSPACE);
        this.trusts = trusts;
    }

    /** What stands at a place where manifests are looked for. */
    public sealed interface Seen {
        String id();

        /** It runs where a connection asks for it. */
        record Usable(String id, FoundSubscriber found) implements Seen {}

        /** Nobody trusted it yet; it does not run. */
        record Untrusted(String id, FoundSubscriber found) implements Seen {}

        /** It is not what was trusted; it does not run. */
        record Changed(String id, Path folder) implements Seen {}

        /** It cannot be read. */
        record Broken(String id, Path folder, Failure why) implements Seen {}
    }

    /**
     * The one that runs under a name.
     *
     * @throws Failure UNKNOWN_SUBSCRIBER, SUBSCRIBER_NOT_VALID with every fault, TRUST_NEEDED with
     *     the command to type
     */
    public FoundSubscriber require(String id, Deadline deadline) {
        Optional<Trusts.Trust> trust = trusts.find(id, deadline);
        if (trust.isPresent() && isThere(trust.get().folder())) {
            return asTrusted(trust.get());
        }
        if (isThere(home.resolve(id))) {
            return at(home.resolve(id), FoundSubscriber.Origin.USER);
        }
        if (isThere(workspace.resolve(id))) {
            throw untrusted(
                    "nobody trusted the subscriber " + id + " of this workspace yet",
                    workspace.resolve(id));
        }
        throw Failure.of(Code.UNKNOWN_SUBSCRIBER)
                .headline("there is no subscriber " + id)
                .fact("subscriber", id)
                .build();
    }

    /** Whether there is a manifest of that name that might run. */
    public boolean isKnown(String id, Deadline deadline) {
        return isThere(home.resolve(id))
                || trusts.find(id, deadline).filter(trust -> isThere(trust.folder())).isPresent();
    }

    /**
     * Reads the manifest of a workspace, so that a person may decide about it.
     *
     * @param place the folder of the manifest, or the manifest
     * @throws Failure UNKNOWN_SUBSCRIBER, SUBSCRIBER_NOT_VALID
     */
    public FoundSubscriber inspect(Path place) {
        Path folder = place.endsWith(FILE) ? parent(place) : place;
        if (!isThere(folder)) {
            throw Failure.of(Code.UNKNOWN_SUBSCRIBER)
                    .headline("there is no " + FILE + " in " + folder)
                    .build();
        }
        FoundSubscriber found = at(folder, FoundSubscriber.Origin.WORKSPACE);
        if (!parent(found.folder()).endsWith(BELOW_WORKSPACE)) {
            throw Failure.of(Code.SUBSCRIBER_NOT_VALID)
                    .headline("that is no subscriber of a workspace")
                    .detail("it has to lie below .stile/subscribers of its workspace")
                    .build();
        }
        return found;
    }

    /** The manifest of the home that one of a workspace stands in for. */
    public Optional<Path> shadowed(String id) {
        return Optional.of(home.resolve(id)).filter(Subscribers::isThere);
    }

    /** What there is, by place: the trusted, those of the home, those of the workspace. */
    public List<Seen> all(Deadline deadline) {
        List<Seen> all = new ArrayList<>();
        TreeSet<Path> told = new TreeSet<>();
        for (Trusts.Trust trust : trusts.all(deadline)) {
            if (isThere(trust.folder())) {
                told.add(trust.folder());
                all.add(trusted(trust));
            }
        }
        for (Path folder : below(home)) {
            all.add(seen(folder, FoundSubscriber.Origin.USER));
        }
        for (Path folder : below(workspace)) {
            if (!told.contains(real(folder))) {
                all.add(seen(folder, FoundSubscriber.Origin.WORKSPACE));
            }
        }
        return all;
    }

    private Seen trusted(Trusts.Trust trust) {
        try {
            return new Seen.Usable(trust.id(), asTrusted(trust));
        } catch (Failure failure) {
            return failure.registered() == Code.TRUST_NEEDED
                    ? new Seen.Changed(trust.id(), trust.folder())
                    : new Seen.Broken(trust.id(), trust.folder(), failure);
        }
    }

    private Seen seen(Path folder, FoundSubscriber.Origin origin) {
        String id = String.valueOf(folder.getFileName());
        try {
            FoundSubscriber found = at(folder, origin);
            return switch (origin) {
                case WORKSPACE -> new Seen.Untrusted(id, found);
                case USER -> new Seen.Usable(id, found);
            };
        } catch (Failure broken) {
            return new Seen.Broken(id, folder, broken);
        }
    }

    private FoundSubscriber asTrusted(Trusts.Trust trust) {
        // The path itself is part of what was trusted: a link put in its way leads elsewhere.
        if (!real(trust.folder()).equals(trust.folder())
                || !Fingerprint.of(trust.folder()).equals(trust.sha256())) {
            throw untrusted(
                    "the subscriber " + trust.id() + " is not what was trusted any more",
                    trust.folder());
        }
        return at(trust.folder(), FoundSubscriber.Origin.WORKSPACE);
    }

    private FoundSubscriber at(Path place, FoundSubscriber.Origin origin) {
        Path folder = real(place);
        String sha256 = Fingerprint.of(folder);
        ManifestReader.Reading reading = reader.read(bytes(folder.resolve(FILE)), folder);
        return new FoundSubscriber(
                reading.manifest()
                        .orElseThrow(
                                () ->
                                        reading.faults()
                                                .failure("the subscriber manifest cannot be used")),
                folder,
                sha256,
                origin);
    }

    private static Failure untrusted(String headline, Path folder) {
        return Failure.of(Code.TRUST_NEEDED)
                .headline(headline)
                .detail("it is " + folder)
                .argument("path", folder.toString())
                .fact("path", folder.toString())
                .build();
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(LONGEST + 1);
        } catch (IOException unreadable) {
            throw Failure.of(Code.SUBSCRIBER_NOT_VALID)
                    .headline("cannot read " + file)
                    .cause(unreadable)
                    .build();
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException gone) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static Path parent(Path folder) {
        Path parent = folder.getParent();
        return parent == null ? folder : parent;
    }

    private static boolean isThere(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Subscribers::isThere).sorted().limit(1000).toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
