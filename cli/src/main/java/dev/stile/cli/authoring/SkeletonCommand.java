package dev.stile.cli.authoring;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.skeleton.Skeleton;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/** Writes a connector to begin with. */
@Command(
        name = "skeleton",
        description = "Write a connector to begin with: program, template, manifest, README.",
        footer = {"", "Example:", "  stile skeleton python ./pond"})
public final class SkeletonCommand implements Action {
    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "python, node or shell.")
    private String language = "";

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder; made if it is not there.")
    private Path folder = Path.of("");

    @Override
    public ExitCode run(Desk desk) {
        Skeleton skeleton =
                Skeleton.of(language)
                        .orElseThrow(() -> usage("there is no skeleton in " + language));
        Path place = desk.around().folder().resolve(folder).normalize();
        write(skeleton, place);
        String template = folder.resolve("template.yaml").toString();
        return desk.done(
                Json.object()
                        .put("language", skeleton.language())
                        .put("folder", place.toString())
                        .put("files", skeleton.files())
                        .put("command", skeleton.command())
                        .build(),
                terminal -> {
                    skeleton.files()
                            .forEach(file -> terminal.result("wrote " + folder.resolve(file)));
                    terminal.note(
                            "next: " + ShellWords.command("stile conform --template", template));
                    terminal.note("then: " + ShellWords.command("stile connector add", template));
                });
    }

    private static void write(Skeleton skeleton, Path place) {
        try {
            skeleton.writeTo(place);
        } catch (FileAlreadyExistsException present) {
            throw Failure.of(Code.FOLDER_NOT_EMPTY)
                    .headline(present.getFile() + " is there already")
                    .fact("file", present.getFile())
                    .build();
        } catch (IOException failed) {
            throw usage("cannot write to " + place);
        }
    }

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE)
                .headline(headline)
                .detail("languages: " + languages())
                .argument("verb", "skeleton")
                .build();
    }

    private static String languages() {
        return String.join(
                ", ", List.of(Skeleton.values()).stream().map(Skeleton::language).toList());
    }
}
