package dev.stile.flow.process;

import dev.stile.api.json.Json;
import dev.stile.core.digest.Sha256;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Home;
import dev.stile.core.store.OwnFiles;
import dev.stile.flow.process.wire.BadFrame;
import dev.stile.flow.process.wire.FrameReader;
import dev.stile.flow.process.wire.Hello;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What programs said of themselves, by their files and their template. That one ever spoke protocol
 * 1 is kept on disk: it is never taken for an older one again. Any thread may call.
 */
public final class KnownPrograms {
    private record Known(String identity, Hello hello) {}

    private final Path folder;
    private final Map<String, Known> inMemory = new ConcurrentHashMap<>();
    private final FrameReader frames = new FrameReader();

    /**
     * @param folder made when first something is kept
     */
    public KnownPrograms(Path folder) {
        this.folder = folder;
    }

    /** What the program said, if neither it nor its template changed since. */
    Optional<Hello> hello(ProcessTemplate template, Path program, Path runsIn) {
        String identity = identity(template, program, runsIn);
        return Optional.ofNullable(inMemory.get(name(template)))
                .or(() -> onDisk(template))
                .filter(known -> known.identity().equals(identity))
                .map(Known::hello);
    }

    /** Whether this template's command ever spoke protocol 1. */
    boolean everSpokeOne(ProcessTemplate template) {
        return Files.exists(file(template));
    }

    /** Remembers a hello of protocol 1 for good. */
    void keep(ProcessTemplate template, Path program, Path runsIn, Hello hello, Json told) {
        String identity = identity(template, program, runsIn);
        inMemory.put(name(template), new Known(identity, hello));
        Home.ensureFolder(folder);
        OwnFiles.replace(
                file(template),
                new JsonWriter()
                        .bytes(Json.object().put("identity", identity).put("hello", told).build()));
    }

    /** Remembers until this process ends that a program gave no hello. */
    void keepZero(ProcessTemplate template, Path program, Path runsIn) {
        inMemory.put(
                name(template),
                new Known(identity(template, program, runsIn), Hello.ofProtocolZero()));
    }

    private Optional<Known> onDisk(ProcessTemplate template) {
        try {
            Json kept = new JsonReader().read(Files.readAllBytes(file(template)));
            if (kept instanceof Json.JsonObject object
                    && object.get("identity").orElseGet(Json::nothing)
                            instanceof Json.JsonText(String identity)
                    && object.get("hello").orElseGet(Json::nothing)
                            instanceof Json.JsonObject told) {
                return Optional.of(new Known(identity, frames.hello(new JsonWriter().bytes(told))));
            }
            return Optional.empty();
        } catch (IOException | InvalidJsonException | BadFrame unknown) {
            return Optional.empty();
        }
    }

    private Path file(ProcessTemplate template) {
        return folder.resolve(name(template) + ".json");
    }

    private static String name(ProcessTemplate template) {
        return Sha256.hex(
                template.manifest().slug()
                        + "\0"
                        + String.join("\0", template.program().command()));
    }

    /** The program, every file that its command names, and the template. */
    private static String identity(ProcessTemplate template, Path program, Path runsIn) {
        StringBuilder identity = new StringBuilder(template.contentHash()).append(stamp(program));
        List<String> command = template.program().command();
        for (String word : command.subList(1, command.size())) {
            if (!word.startsWith("-") && word.indexOf('\0') < 0) {
                identity.append(stamp(runsIn.resolve(word)));
            }
        }
        return Sha256.hex(identity.toString());
    }

    private static String stamp(Path file) {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes found = Files.readAttributes(real, BasicFileAttributes.class);
            return "\0"
                    + real
                    + "\0"
                    + found.size()
                    + "\0"
                    + found.lastModifiedTime()
                    + "\0"
                    + found.fileKey();
        } catch (IOException none) {
            return "\0";
        }
    }
}
