package dev.stile.flow.subscriber;

import dev.stile.api.json.Json;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Documents;
import dev.stile.flow.document.UnreadableDocumentException;
import dev.stile.flow.path.PathQuery;
import dev.stile.flow.path.PathSyntaxException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a subscriber lets filters be offered on: a list with one place each. */
final class OffersReader {
    private static final List<String> KEYS =
            List.of("path", "label", "type", "operators", "values");

    Optional<Json> read(DocumentView place, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Json offers = Documents.read(in.readNBytes(Documents.LONGEST + 1));
            if (!isGood(offers)) {
                place.fault(
                        "names a file that is no list of places for filters",
                        "write [{path, label, type, operators, values}], each path as in a filter");
            }
            return Optional.of(offers);
        } catch (IOException unreadable) {
            place.fault("names a file that cannot be read", "put it beside the manifest");
        } catch (UnreadableDocumentException noDocument) {
            place.fault("names a file that is no JSON", "correct the file");
        }
        return Optional.empty();
    }

    private static boolean isGood(Json offers) {
        return offers instanceof Json.JsonArray(List<Json> items)
                && items.stream().allMatch(OffersReader::isPlace);
    }

    private static boolean isPlace(Json item) {
        if (!(item instanceof Json.JsonObject(Map<String, Json> members))
                || !KEYS.containsAll(members.keySet())
                || !(members.get("path") instanceof Json.JsonText(String path))) {
            return false;
        }
        try {
            PathQuery.compile(path);
            return List.of("label", "type").stream()
                            .allMatch(
                                    name ->
                                            !members.containsKey(name)
                                                    || members.get(name) instanceof Json.JsonText)
                    && List.of("operators", "values").stream()
                            .allMatch(
                                    name ->
                                            !members.containsKey(name)
                                                    || members.get(name) instanceof Json.JsonArray);
        } catch (PathSyntaxException noPath) {
            return false;
        }
    }
}
