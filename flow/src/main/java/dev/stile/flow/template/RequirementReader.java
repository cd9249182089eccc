package dev.stile.flow.template;

import dev.stile.api.connector.Requirement;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.flow.document.DocumentView;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what has to be there before a connection works. */
final class RequirementReader {
    private final GitHostReader.Known known;
    private final Warnings warnings;

    RequirementReader(GitHostReader.Known known, Warnings warnings) {
        this.known = known;
        this.warnings = warnings;
    }

    List<Requirement> read(DocumentView place) {
        List<Requirement> requirements = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (DocumentView item : place.items()) {
            Optional<Requirement> requirement = requirement(item);
            requirement
                    .filter(each -> !seen.add(each.type().wire() + " " + each.name()))
                    .ifPresent(
                            twice -> item.fault("stands there twice", "say it once, in one text"));
            requirement.ifPresent(requirements::add);
        }
        return requirements;
    }

    private Optional<Requirement> requirement(DocumentView place) {
        warnings.unknown(place, List.of("type", "name", "acquire_url", "scopes", "instructions"));
        List<String> types =
                Arrays.stream(Requirement.Type.values()).map(Requirement.Type::wire).toList();
        Optional<Requirement.Type> type =
                place.require("type", "write one of " + String.join(", ", types))
                        .flatMap(word -> word.oneOf(types))
                        .map(word -> Requirement.Type.values()[types.indexOf(word)]);
        Optional<DocumentView> name = place.require("name", "write what it is called");
        if (type.isPresent() && name.isPresent()) {
            requireName(type.get(), name.get());
        }
        Optional<String> url = place.find("acquire_url").flatMap(RequirementReader::address);
        List<String> scopes = place.find("scopes").map(GitHostReader::lines).orElse(List.of());
        String instructions =
                place.require("instructions", "write one line that says how it is come by")
                        .map(GitHostReader::line)
                        .orElse("");
        return type.flatMap(
                kind ->
                        name.flatMap(DocumentView::text)
                                .map(
                                        text ->
                                                new Requirement(
                                                        kind, text, url, scopes, instructions)));
    }

    /** Names that nothing could look for are a slip. */
    private void requireName(Requirement.Type type, DocumentView place) {
        switch (type) {
            case SECRET ->
                    place.text()
                            .filter(text -> !known.secrets().contains(text))
                            .ifPresent(
                                    text ->
                                            place.fault(
                                                    "is no secret of this connector",
                                                    "write the name of one of its secrets"));
            case ENV -> requireMatch(place, "[A-Za-z_][A-Za-z0-9_]{0,199}", "variable");
            case BINARY -> requireMatch(place, "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}", "program");
        }
    }

    private static void requireMatch(DocumentView place, String pattern, String what) {
        place.text()
                .filter(text -> !text.matches(pattern))
                .ifPresent(text -> place.fault("is no name of a " + what, "write its name alone"));
    }

    private static Optional<String> address(DocumentView place) {
        Optional<String> text = place.text();
        text.filter(each -> !isPage(each))
                .ifPresent(
                        each ->
                                place.fault(
                                        "is no address of a page",
                                        "write one that begins with https://"));
        return text;
    }

    private static boolean isPage(String text) {
        try {
            return WebAddress.parse(text).origin().toString().startsWith("https://");
        } catch (AmbiguousUrlException noAddress) {
            return false;
        }
    }
}
