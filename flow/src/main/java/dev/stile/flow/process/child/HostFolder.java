package dev.stile.flow.process.child;

import dev.stile.api.call.Deadline;
import dev.stile.core.lease.Holder;
import dev.stile.core.store.Home;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that says which process ran children, and under which ids, so that the next one finds
 * what it left when it was killed. Its name says all: {@code boot-pid-started-random}.
 */
final class HostFolder {
    private static final int SHORT = 8;
    private static final Duration ENOUGH = Duration.ofSeconds(3);
    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{0,8})-([0-9]{1,10})-([0-9]{1,15})-([0-9a-f]{16})");

    private final Path folder;
    private final String runs;

    private HostFolder(Path folder, String runs) {
        this.folder = folder;
        this.runs = runs;
    }

    /** Ends what killed hosts left, then makes the folder of this one. */
    static HostFolder open(Path all, Leftovers leftovers, RandomGenerator random) {
        Home.ensureFolder(all);
        Holder self = Holder.self();
        endOthers(all, self, leftovers);
        String own = HexFormat.of().toHexDigits(random.nextLong());
        Path folder =
                all.resolve(
                        shortened(self.boot())
                                + "-"
                                + self.pid()
                                + "-"
                                + self.started()
                                + "-"
                                + own);
        Home.ensureFolder(folder);
        return new HostFolder(folder, prefix(own));
    }

    Path folder() {
        return folder;
    }

    /** What the ids of this host's runs begin with. */
    String runs() {
        return runs;
    }

    void remove() {
        delete(folder);
    }

    private static void endOthers(Path all, Holder self, Leftovers leftovers) {
        try (DirectoryStream<Path> hosts = Files.newDirectoryStream(all)) {
            for (Path host : hosts) {
                Matcher name = NAME.matcher(host.getFileName().toString());
                if (name.matches() && isGone(name, self)) {
                    leftovers.endRunsOf(prefix(name.group(4)), Deadline.after(ENOUGH));
                    delete(host);
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** Of an earlier run of the machine, or a process that is no more. */
    private static boolean isGone(Matcher name, Holder self) {
        return !name.group(1).equals(shortened(self.boot()))
                || new Holder(
                                self.boot(),
                                Long.parseLong(name.group(2)),
                                Long.parseLong(name.group(3)))
                        .isKnownDead();
    }

    private static String prefix(String own) {
        return "r-" + own + "-";
    }

    private static String shortened(String boot) {
        return boot.substring(0, Math.min(SHORT, boot.length()));
    }

    /** Follows no links; what cannot be deleted stays. */
    static void delete(Path folder) {
        File[] entries = folder.toFile().listFiles();
        if (entries != null && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            for (File entry : entries) {
                delete(entry.toPath());
            }
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException stays) {
            return;
        }
    }
}
