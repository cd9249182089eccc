package dev.stile.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Command lines with the documents that programs rely on, kept in a file. */
final class Documents {
    private static final Path RESOURCES = Path.of("src/test/resources/dev/stile/cli");

    private final List<String> snapshots;
    private final Path folder;

    private Documents(List<String> snapshots, Path folder) {
        this.snapshots = snapshots;
        this.folder = folder;
    }

    /**
     * @param folder of the machine that the commands run on
     */
    static Documents in(String file, Path folder) throws IOException {
        String all = Files.readString(RESOURCES.resolve(file));
        return new Documents(Stream.of(all.strip().split("\n\n")).toList(), folder);
    }

    String expected() {
        return String.join("\n\n", snapshots);
    }

    /** Types each command line, and writes what comes of it as the file does. */
    String typedAgain(Cli cli) {
        List<String> seen = new ArrayList<>();
        for (String expected : snapshots) {
            String command = expected.lines().findFirst().orElseThrow().substring(2);
            Cli.Ran ran = cli.run((command + " --json").split(" "));
            seen.add("$ " + command + "\n" + ran.exit() + " " + steady(ran.out()));
        }
        return String.join("\n\n", seen);
    }

    /** Whatever differs from run to run is replaced by what it is. */
    private String steady(String document) {
        return document.replace(folder.toString(), "<folder>")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "<host>")
                .replaceAll("\\b[0-9a-f]{64}\\b", "<sha256>")
                .replaceAll("\\b[0-9a-f]{40}\\b", "<commit>")
                .replaceAll("\\b[0-9a-f]{32}\\b", "<key>")
                .replaceAll("\\b2\\d\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>")
                .replaceAll("\\bat-[0-9a-f]{24}\\b", "<attempt>")
                .replaceAll("@[0-9a-f]{6,}\\b", "@<version>")
                .replaceAll("\"(seq|parent)\":(\"?)\\d{2,}", "\"$1\":$2<count>")
                .replaceAll("version\":\"\\w+\"", "version\":\"<version>\"")
                .replaceAll("\"rows\":\\d+", "\"rows\":<count>")
                .replaceAll("\"bytes\":\\d+", "\"bytes\":<count>")
                .replaceAll("\"cursor_age_seconds\":\\d+", "\"cursor_age_seconds\":<count>")
                .replaceAll("<key> \\d+ <sha256>", "<key> <count> <sha256>")
                .strip();
    }
}
