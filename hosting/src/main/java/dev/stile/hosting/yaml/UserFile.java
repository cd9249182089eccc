package dev.stile.hosting.yaml;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.json.Json;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a YAML file that says who and what is trusted, and that therefore must be the owner's
 * alone. No tags, no aliases, no key twice. Immutable; any thread may read.
 */
public final class UserFile {
    private static final int LONGEST = 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final String name;

    public UserFile(Path path) {
        this.path = path;
        this.name = String.valueOf(path.getFileName());
    }

    /** Its bytes; empty if there is no such file. */
    private Optional<byte[]> bytes() {
        try {
            PosixFileAttributes file =
                    Files.readAttributes(
                            path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!file.isRegularFile()) {
                throw invalid("it is no plain file (links are not followed)");
            }
            if (!OWNER_ONLY.containsAll(file.permissions())) {
                throw invalid("others can read or write it: chmod 600");
            }
            if (!file.owner().equals(Files.getOwner(path.toAbsolutePath().getParent()))) {
                throw invalid("it belongs to somebody else than its folder");
            }
            try (var stream = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = stream.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw invalid("it is longer than 1 MiB");
                }
                return Optional.of(bytes);
            }
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw invalid("it cannot be read");
        }
    }

    /**
     * Its one document; an empty object if there is no file or nothing in it.
     *
     * @throws Invalid naming the file and what is wrong, never its content
     */
    public Json document() {
        Json value = bytes().map(this::parse).orElseGet(Json::nothing);
        return value instanceof Json.JsonNull ? Json.object().build() : value;
    }

    private Json parse(byte[] bytes) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(name)
                        .setAllowDuplicateKeys(false)
                        .setAllowRecursiveKeys(false)
                        .setMaxAliasesForCollections(0)
                        .setCodePointLimit(LONGEST)
                        .build();
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return json(new Load(settings).loadFromString(text));
        } catch (CharacterCodingException broken) {
            throw invalid("it is no UTF-8");
        } catch (MarkedYamlEngineException broken) {
            throw invalid(
                    broken.getProblemMark()
                            .map(mark -> "line " + (mark.getLine() + 1) + " is not understood")
                            .orElse("it is not understood"));
        } catch (YamlEngineException broken) {
            throw invalid("it is not understood");
        }
    }

    private Json json(@Nullable Object value) {
        return switch (value) {
            case null -> Json.nothing();
            case String text -> Json.text(text);
            case Boolean flag -> Json.flag(flag);
            case Integer number -> Json.number(number);
            case Long number -> Json.number(number);
            case BigInteger number -> Json.number(new BigDecimal(number));
            case Double number when !number.isNaN() && !number.isInfinite() ->
                    Json.number(BigDecimal.valueOf(number));
            case List<?> list -> {
                List<Json> items = new ArrayList<>();
                list.forEach(item -> items.add(json(item)));
                yield Json.array(items);
            }
            case Map<?, ?> map -> {
                Map<String, Json> members = new LinkedHashMap<>();
                map.forEach(
                        (key, member) -> {
                            if (!(key instanceof String text)) {
                                throw invalid("a key is no text");
                            }
                            members.put(text, json(member));
                        });
                yield new Json.JsonObject(members);
            }
            default -> throw invalid("a value is of a kind that is not taken");
        };
    }

    private Invalid invalid(String rule) {
        return new Invalid(name, rule, List.of());
    }
}
