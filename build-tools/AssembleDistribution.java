import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out the distribution: {@code AssembleDistribution JAR LAUNCHERS DISTRIBUTION STARTED AOT},
 * run on the class path of the program, by the JDK that will run it.
 *
 * <pre>
 *   bin/     stile, git-remote-stile, git-credential-stile, find-jdk.sh
 *   lib/     the jars, in the order of the build's class path
 *   native/  SQLite's library, unpacked, so that no start has to do it
 *   jdk      the home of the JDK that built it, the only one that the AOT cache fits
 *   *.aot, *.aot.for           the AOT caches, and what each was made from
 *   sbom.cdx.json   what it is made of, with licences and hashes
 *   assembled   as old as the start of the build
 * </pre>
 */
public final class AssembleDistribution {
    private static final long TRAINING_SECONDS = 180;

    private final Path launchers;
    private final Path distribution;
    private final PinnedJars pinnedJars;
    private final ModernClasses modernClasses = new ModernClasses();
    private final List<String> jarNames = new ArrayList<>();

    /** Whatever a cache holds is loaded at each start, so that what must be fast has its own. */
    private enum AotCache {
        HELPER("git-remote-stile.aot", "dev.stile.cli.training.HelperTraining"),
        COMMANDS("stile.aot", "dev.stile.cli.training.AotTraining"),
        ACT("act.aot", "dev.stile.cli.training.ActTraining");

        private final String file;
        private final String training;

        AotCache(String file, String training) {
            this.file = file;
            this.training = training;
        }

        String file() {
            return file;
        }

        /** The program whose run makes it. */
        String training() {
            return training;
        }
    }

    /** What the helper needs of all jars, as one. */
    private static final String HELPER_JAR = "git-remote-stile.jar";

    /** How the names of those jars begin that serve events and commands, and not git. */
    private static final List<String> NOT_FOR_GIT =
            List.of(
                    "graphql-java-",
                    "itu-",
                    "jackson-annotations-",
                    "jackson-databind-",
                    "jackson-dataformat-",
                    "java-dataloader-",
                    "json-schema-validator-",
                    "picocli-",
                    "re2j-",
                    "reactive-streams-",
                    "slf4j-",
                    "stile-server-",
                    "stile-simulator-");

    /** What the distribution is made of, in the form of CycloneDX. */
    private static final String BILL_OF_MATERIALS = "sbom.cdx.json";

    /** How the names of our own jars begin. */
    private static final String OUR_JARS = "stile-";

    private AssembleDistribution(Path launchers, Path distribution, Path buildTools)
            throws IOException {
        this.launchers = launchers;
        this.distribution = distribution;
        this.pinnedJars = new PinnedJars(buildTools.resolve("jars.sha256"));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        AssembleDistribution assembly =
                new AssembleDistribution(
                        Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[5]));
        Path assembled = assembly.distribution.resolve("assembled");
        Files.deleteIfExists(assembled);
        assembly.copyJars(Path.of(arguments[0]));
        copyIfChanged(Path.of(arguments[6]), assembly.distribution.resolve(BILL_OF_MATERIALS));
        assembly.unpackSqlite();
        assembly.joinHelperJars();
        assembly.writeJdk();
        assembly.copyFindJdk();
        assembly.writeLauncher(
                "bin/stile",
                "dev.stile.cli.Main",
                "-XX:AOTCache",
                AotCache.COMMANDS,
                "-Xms24m -Xmx1g");
        assembly.writeLauncher(
                "bin/git-remote-stile",
                "dev.stile.cli.GitRemoteMain",
                "-XX:AOTCache",
                AotCache.HELPER,
                "-Xms24m -Xmx352m");
        // It asks the policy, which stands among the jars of commands.
        assembly.writeLauncher(
                "bin/git-credential-stile",
                "dev.stile.cli.GitCredentialMain",
                "-XX:AOTCache",
                AotCache.COMMANDS,
                "-Xms24m -Xmx352m");
        for (AotCache cache : AotCache.values()) {
            assembly.dropStale(cache);
            if (Boolean.parseBoolean(arguments[4])) {
                assembly.train(cache);
            }
        }
        Files.createFile(assembled);
        Files.setLastModifiedTime(assembled, FileTime.from(Instant.parse(arguments[3])));
    }

    private void copyJars(Path ownJar) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(ownJar));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                jars.add(Path.of(entry));
            }
        }
        pinnedJars.check(
                jars.stream().filter(jar -> !isOurs(jar.getFileName().toString())).toList());
        Path lib = Files.createDirectories(distribution.resolve("lib"));
        try (URLClassLoader everything =
                new URLClassLoader(
                        new URL[] {ownJar.toUri().toURL()}, getClass().getClassLoader())) {
            PlainCallSites callSites = new PlainCallSites(everything);
            for (Path jar : jars) {
                copyJar(jar, lib, callSites);
            }
        }
        Set<String> wanted = new HashSet<>(jarNames);
        wanted.add(HELPER_JAR);
        try (Stream<Path> present = Files.list(lib)) {
            for (Path jar : present.toList()) {
                if (!wanted.contains(jar.getFileName().toString())) {
                    Files.delete(jar);
                }
            }
        }
    }

    private void copyJar(Path jar, Path lib, PlainCallSites callSites) throws IOException {
        String name = jar.getFileName().toString();
        boolean old = modernClasses.areNeededFor(jar);
        String copiedName = old ? name.replace(".jar", "-modern.jar") : name;
        jarNames.add(copiedName);
        Path copied = lib.resolve(copiedName);
        if (!old && !isOurs(name)) {
            copyIfChanged(jar, copied);
        } else if (!Files.exists(copied)
                || !Files.getLastModifiedTime(copied).equals(Files.getLastModifiedTime(jar))) {
            JarCopy.copy(jar, copied, old ? modernClasses::modern : callSites::rewritten);
        }
    }

    private static boolean isOurs(String jar) {
        return jar.startsWith(OUR_JARS);
    }

    private static void copyIfChanged(Path from, Path to) throws IOException {
        if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
            Files.copy(
                    from,
                    to,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void unpackSqlite() throws IOException {
        Path library =
                Files.createDirectories(distribution.resolve("native"))
                        .resolve(LibraryLoaderUtil.getNativeLibName());
        String resource =
                LibraryLoaderUtil.getNativeLibResourcePath()
                        + "/"
                        + LibraryLoaderUtil.getNativeLibName();
        try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (packed == null) {
                System.err.println(
                        "SQLite brings no library for this platform ("
                                + resource
                                + "): it is looked for at run time");
                return;
            }
            byte[] bytes = packed.readAllBytes();
            if (!Files.exists(library) || Files.size(library) != bytes.length) {
                Files.write(library, bytes);
                makeExecutable(library);
            }
        }
    }

    private void writeJdk() throws IOException {
        Files.writeString(distribution.resolve("jdk"), System.getProperty("java.home") + "\n");
    }

    private void copyFindJdk() throws IOException {
        Files.createDirectories(distribution.resolve("bin"));
        copyIfChanged(launchers.resolve("find-jdk.sh"), distribution.resolve("bin/find-jdk.sh"));
    }

    private Path writeLauncher(
            String name, String main, String cacheOption, AotCache cache, String heap)
            throws IOException {
        String classPath =
                jarsOf(cache).stream()
                        .map("$home/lib/"::concat)
                        .collect(Collectors.joining(File.pathSeparator));
        String script =
                Files.readString(launchers.resolve("launcher.sh"))
                        .replace("@MAIN@", main)
                        .replace("@CACHE@", cacheOption)
                        .replace("@AOT@", cache.file())
                        .replace("@HEAP@", heap)
                        .replace("@SQLITE@", LibraryLoaderUtil.getNativeLibName())
                        .replace("@CLASS_PATH@", classPath);
        Path launcher = distribution.resolve(name);
        Files.writeString(launcher, script);
        makeExecutable(launcher);
        return launcher;
    }

    private List<String> jarsOf(AotCache cache) {
        return switch (cache) {
            case COMMANDS, ACT -> jarNames;
            case HELPER -> List.of(HELPER_JAR);
        };
    }

    private void joinHelperJars() throws IOException {
        Path lib = distribution.resolve("lib");
        List<Path> jars =
                jarNames.stream()
                        .filter(jar -> NOT_FOR_GIT.stream().noneMatch(jar::startsWith))
                        .map(lib::resolve)
                        .toList();
        boolean unpacked =
                Files.exists(
                        distribution
                                .resolve("native")
                                .resolve(LibraryLoaderUtil.getNativeLibName()));
        OneJar.join(
                jars,
                name -> !unpacked || !name.startsWith("org/sqlite/native/"),
                lib.resolve(HELPER_JAR));
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * The JVM was seen to take a cache whose jar had changed, and then to run the classes of the
     * old one: a cache of other jars must not be there at all.
     */
    private void dropStale(AotCache cache) throws IOException {
        Path madeFrom = distribution.resolve(cache.file() + ".for");
        if (!Files.exists(madeFrom) || !Files.readString(madeFrom).equals(fingerprint(cache))) {
            Files.deleteIfExists(distribution.resolve(cache.file()));
        }
    }

    private void train(AotCache trained) throws IOException, InterruptedException {
        Path cache = distribution.resolve(trained.file());
        Path madeFrom = distribution.resolve(trained.file() + ".for");
        Path log = distribution.resolveSibling(trained.file() + "-training.log");
        String fingerprint = fingerprint(trained);
        if (Files.exists(cache)
                && Files.exists(madeFrom)
                && Files.readString(madeFrom).equals(fingerprint)) {
            return;
        }
        Files.deleteIfExists(cache);
        Files.deleteIfExists(madeFrom);
        Path launcher =
                writeLauncher(
                        "bin/train", trained.training(), "-XX:AOTCacheOutput", trained, "-Xmx512m");
        Path teacher =
                writeLauncher(
                        "bin/teach",
                        AotCache.COMMANDS.training(),
                        "-XX:AOTCache",
                        AotCache.COMMANDS,
                        "-Xmx512m");
        List<String> command =
                switch (trained) {
                    case COMMANDS -> List.of(launcher.toString());
                    case HELPER, ACT ->
                            List.of(teacher.toString(), trained.name(), launcher.toString());
                };
        try {
            Process training =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            training.getOutputStream().close();
            boolean ended = training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                training.descendants().forEach(ProcessHandle::destroyForcibly);
                training.destroyForcibly();
            }
            if (ended && training.exitValue() == 0 && Files.exists(cache)) {
                Files.writeString(madeFrom, fingerprint);
            } else {
                Files.deleteIfExists(cache);
                System.err.println(
                        "No AOT cache: its training failed, so stile starts slower. See " + log);
            }
        } finally {
            Files.deleteIfExists(launcher);
            Files.deleteIfExists(teacher);
        }
    }

    /**
     * What the JVM compares before it takes the cache: itself, the jars and their times, the
     * options.
     */
    private String fingerprint(AotCache cache) throws IOException {
        StringBuilder text =
                new StringBuilder(Runtime.version() + " " + System.getProperty("java.home") + "\n");
        for (String name : jarsOf(cache)) {
            Path jar = distribution.resolve("lib").resolve(name);
            text.append(name + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar) + "\n");
        }
        return text.append(Files.readString(launchers.resolve("launcher.sh"))).toString();
    }
}
