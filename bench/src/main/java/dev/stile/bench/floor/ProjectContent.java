package dev.stile.bench.floor;

import dev.stile.bench.stage.Commands;
import dev.stile.bench.stage.Folders;
import dev.stile.bench.stage.Stage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a commit holds, written down so that git can make it again: its blobs as a stream for
 * fast-import, its trees for mktree, the deepest first.
 */
public final class ProjectContent {
    private final Stage stage;
    private final Path blobs;
    private final List<Path> trees;

    private ProjectContent(Stage stage, Path blobs, List<Path> trees) {
        this.stage = stage;
        this.blobs = blobs;
        this.trees = trees;
    }

    /** Everything that a commit holds; of a clone that has all blobs. */
    public static ProjectContent of(Stage stage, Path clone, String commit) {
        List<String> ids = new ArrayList<>();
        List<String> folders = new ArrayList<>(List.of(""));
        for (String line : stage.commands().lines(clone, "git", "ls-tree", "-r", "-t", commit)) {
            String[] words = line.split("[ \t]", 4);
            if (words[1].equals("blob")) {
                ids.add(words[2]);
            } else {
                folders.add(words[3]);
            }
        }
        return written(stage, clone, commit, ids, folders);
    }

    /** What a commit holds and another does not. */
    public static ProjectContent between(Stage stage, Path clone, String before, String after) {
        List<String> ids = new ArrayList<>();
        List<String> folders = new ArrayList<>(List.of(""));
        for (String line :
                stage.commands().lines(clone, "git", "diff-tree", "-r", "-t", before, after)) {
            String[] words = line.split("[ \t]", 6);
            if (words[1].equals("040000")) {
                folders.add(words[5]);
            } else if (!words[1].equals("000000")) {
                ids.add(words[3]);
            }
        }
        return written(stage, clone, after, ids, folders);
    }

    private static ProjectContent written(
            Stage stage, Path clone, String commit, List<String> ids, List<String> folders) {
        Commands commands = stage.commands();
        Path folder = Folders.make(stage.empty("content-" + commit));
        Path wanted = folder.resolve("ids");
        Folders.write(wanted, String.join("\n", ids) + "\n");
        commands.timedFrom(wanted, clone, "git", "cat-file", "--batch");
        Path blobs = folder.resolve("blobs");
        writeBlobs(commands.outputFile(), blobs);
        List<Path> trees = new ArrayList<>();
        for (String path : folders.reversed()) {
            commands.timed(clone, "git", "ls-tree", commit + ":" + path);
            Path tree = folder.resolve("tree-" + trees.size());
            Folders.write(tree, commands.output());
            trees.add(tree);
        }
        return new ProjectContent(stage, blobs, trees);
    }

    /** From what cat-file answers to what fast-import takes; both frame a blob by its length. */
    private static void writeBlobs(Path answer, Path stream) {
        try (var input = new BufferedInputStream(Files.newInputStream(answer));
                var output = new BufferedOutputStream(Files.newOutputStream(stream))) {
            for (String head = line(input); !head.isEmpty(); head = line(input)) {
                int length = Integer.parseInt(head.substring(head.lastIndexOf(' ') + 1));
                output.write(("blob\ndata " + length + "\n").getBytes(StandardCharsets.US_ASCII));
                output.write(input.readNBytes(length));
                output.write('\n');
                input.skipNBytes(1);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    /** Makes an empty bare repository that may be cloned in part; milliseconds. */
    public double init(Path bare) {
        double taken =
                stage.commands()
                        .timed(
                                stage.folder(),
                                "git",
                                "init",
                                "-q",
                                "--bare",
                                "-b",
                                "main",
                                bare.toString());
        stage.commands().timed(bare, "git", "config", "uploadpack.allowFilter", "true");
        stage.commands().timed(bare, "git", "config", "uploadpack.allowAnySHA1InWant", "true");
        return taken;
    }

    /** Writes the blobs, the trees and a commit on main of a bare repository; milliseconds. */
    public double publish(Path bare) {
        Commands commands = stage.commands();
        double taken = commands.timedFrom(blobs, bare, "git", "fast-import", "--quiet");
        for (Path tree : trees) {
            taken += commands.timedFrom(tree, bare, "git", "mktree", "--missing");
        }
        String root = commands.output().strip();
        List<String> words = new ArrayList<>(List.of("git", "commit-tree", "-m", "Sync", root));
        if (Files.exists(bare.resolve("refs/heads/main"))) {
            words.addAll(List.of("-p", "main"));
        }
        taken += commands.timed(bare, Map.of(), words);
        return taken
                + commands.timed(
                        bare, "git", "update-ref", "refs/heads/main", commands.output().strip());
    }

    /**
     * The address by which git reads a bare repository through upload-pack, as it reads a server.
     */
    public static String address(Path bare) {
        return "file://" + bare;
    }
}
