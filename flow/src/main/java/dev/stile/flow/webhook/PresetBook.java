package dev.stile.flow.webhook;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The presets that ship, read once. Immutable. */
public final class PresetBook {
    private static final int MIB = 1 << 20;

    private final Map<String, Preset> presets;

    private PresetBook(Map<String, Preset> presets) {
        this.presets = Collections.unmodifiableMap(presets);
    }

    /** Reads the presets of this release. */
    public static PresetBook shipped() {
        try (InputStream stream = PresetBook.class.getResourceAsStream("presets.json")) {
            if (stream == null) {
                throw new IllegalStateException("the presets are missing");
            }
            return read(stream.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (InvalidJsonException | Malformed broken) {
            throw new IllegalStateException("the presets are not valid", broken);
        }
    }

    static PresetBook read(byte[] bytes) throws InvalidJsonException {
        Map<String, Preset> presets = new LinkedHashMap<>();
        JsonView root = JsonView.of(new JsonReader().read(bytes));
        for (JsonView view : root.field("presets").items()) {
            Preset preset = preset(view);
            presets.put(preset.slug(), preset);
        }
        return new PresetBook(presets);
    }

    public Optional<Preset> find(String slug) {
        return Optional.ofNullable(presets.get(slug));
    }

    /** All of them, in the order of the file. */
    public List<Preset> all() {
        return List.copyOf(presets.values());
    }

    public List<String> slugs() {
        return List.copyOf(presets.keySet());
    }

    private static Preset preset(JsonView view) {
        return new Preset(
                view.field("slug").text(),
                view.field("title").text(),
                view.field("documentation").items().stream().map(JsonView::text).toList(),
                Math.toIntExact(view.field("body_limit_mib").whole()) * MIB,
                view.field("forms").items().stream().map(PresetBook::form).toList(),
                view.find("challenge").map(PresetBook::challenge),
                mapping(view.field("payload")));
    }

    private static Form form(JsonView view) {
        return new Form(
                text(view, "secret_prefix", ""),
                proof(view.field("proof")),
                view.find("time").map(PresetBook::time),
                view.find("delivery").map(PresetBook::place));
    }

    private static Proof proof(JsonView view) {
        String header = view.field("header").text();
        if (view.field("kind").text().equals("token")) {
            return new Proof.Token(header);
        }
        return new Proof.Hmac(
                header,
                Proof.Algorithm.parse(view.field("algorithm").text()),
                Proof.Encoding.parse(view.field("encoding").text()),
                text(view, "prefix", ""),
                text(view, "separator", ""),
                SignedText.parse(text(view, "signed", "{body}")),
                text(view, "key", "text").equals("base64"));
    }

    private static SignedTime time(JsonView view) {
        return new SignedTime(
                place(view),
                text(view, "part", ""),
                Proof.Names.constant(SignedTime.Unit.class, view.field("unit").text()),
                Duration.ofSeconds(view.field("window_seconds").whole()));
    }

    private static Preset.Challenge challenge(JsonView view) {
        return new Preset.Challenge(
                place(view), view.field("equals").text(), Place.parse(view.field("answer").text()));
    }

    private static Place place(JsonView view) {
        return view.find("header")
                .<Place>map(name -> new Place.Header(name.text()))
                .orElseGet(() -> Place.parse(view.field("pointer").text()));
    }

    private static Preset.Mapping mapping(JsonView view) {
        Map<String, List<Place>> source = new LinkedHashMap<>();
        if (view.field("source").value() instanceof Json.JsonObject object) {
            for (String name : object.members().keySet()) {
                source.put(name, places(view.field("source"), name));
            }
        }
        return new Preset.Mapping(
                places(view, "event"),
                places(view, "action"),
                places(view, "sender"),
                places(view, "url"),
                places(view, "message"),
                places(view, "time"),
                places(view, "key"),
                Collections.unmodifiableMap(source));
    }

    private static List<Place> places(JsonView view, String name) {
        List<Place> places = new ArrayList<>();
        view.field(name).items().forEach(each -> places.add(Place.parse(each.text())));
        return List.copyOf(places);
    }

    private static String text(JsonView view, String name, String standard) {
        return view.find(name).map(JsonView::text).orElse(standard);
    }
}
