package dev.stile.connectors.github.wire;

import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Checked;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One JSON object of an answer. Text stays tainted; ids, numbers, times and words come out by their
 * grammar. Every reader throws {@link Malformed} that names the place.
 *
 * @param view what it stands on
 */
public record Node(Tainted<JsonView> view) {
    /** A word of the host, in the enum of its meanings. */
    public <E extends Enum<E>> E word(String name, Class<E> words, E other) {
        return view.checked(
                        json ->
                                new Fact<>(
                                        json.find(name)
                                                .map(JsonView::text)
                                                .map(text -> meaning(text, words, other))
                                                .orElse(other)))
                .answer();
    }

    private static <E extends Enum<E>> E meaning(String text, Class<E> words, E other) {
        String constant = text.toUpperCase(Locale.ROOT);
        for (E word : words.getEnumConstants()) {
            if (word.name().equals(constant)) {
                return word;
            }
        }
        return other;
    }

    public Sha sha(String name) {
        return due(name, json -> new Sha(json.text()), "a sha");
    }

    public Optional<Sha> findSha(String name) {
        return has(name) ? Optional.of(sha(name)) : Optional.empty();
    }

    public Moment moment(String name) {
        return due(name, json -> new Moment(json.instant()), "a time");
    }

    public Optional<Moment> findMoment(String name) {
        return has(name) ? Optional.of(moment(name)) : Optional.empty();
    }

    public BranchName branch(String name) {
        return due(name, json -> new BranchName(json.text()), "the name of a branch");
    }

    /** An id or another word of the protocol; a number counts as its digits. */
    public Token token(String name) {
        return due(name, json -> new Token(json.textOrNumber()), "a short text");
    }

    public Optional<Token> findToken(String name) {
        return has(name) ? Optional.of(token(name)) : Optional.empty();
    }

    public long whole(String name) {
        return due(name, json -> new Quantity(json.whole()), "a number that is not negative")
                .value();
    }

    public Optional<Long> findWhole(String name) {
        return has(name) ? Optional.of(whole(name)) : Optional.empty();
    }

    public boolean flag(String name) {
        return due(name, json -> new Fact<>(Tri.of(json.flag())), "true or false").answer()
                == Tri.YES;
    }

    /** Unknown where it is missing. */
    public Tri tri(String name) {
        return has(name) ? Tri.of(flag(name)) : Tri.UNKNOWN;
    }

    /** A text for people; missing counts as empty. */
    public Tainted<String> text(String name) {
        return view.map(json -> json.find(name).map(JsonView::text).orElse(""));
    }

    public Optional<Tainted<String>> findText(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    /** Whether a text is missing or has nothing but blanks. */
    public boolean isBlank(String name) {
        return text(name).checked(text -> new Fact<>(Tri.of(text.isBlank()))).answer() == Tri.YES;
    }

    /** An address on the web origin of the connection. */
    public URI url(String name, URI webUrl) {
        URI url = uri(name);
        if (!Origins.isSame(url, webUrl)) {
            throw new Malformed("an address on the origin of the connection in " + name);
        }
        return url;
    }

    private URI uri(String name) {
        try {
            return URI.create(token(name).text());
        } catch (IllegalArgumentException broken) {
            throw malformed(broken, "an address in " + name);
        }
    }

    /** A member that is an object, if it is there. */
    public Optional<Node> find(String name) {
        return has(name)
                ? Optional.of(new Node(view.map(json -> json.field(name))))
                : Optional.empty();
    }

    /** A member that must be there. */
    public Node field(String name) {
        return new Node(view.map(json -> json.field(name)));
    }

    /** The items of an array that must be there; {@code null} among them is left out. */
    public List<Node> items(String name) {
        return nodes(view.map(json -> json.field(name)));
    }

    /** The items of an array that this is. */
    public List<Node> items() {
        return nodes(view);
    }

    /** Each text of an array of texts. */
    public List<Tainted<String>> texts(String name) {
        return view.mapEach(json -> json.field(name).items().stream().map(JsonView::text).toList());
    }

    /** Whether the member is there and not {@code null}. */
    public boolean has(String name) {
        return view.checked(json -> new Fact<>(Tri.of(json.find(name).isPresent()))).answer()
                == Tri.YES;
    }

    private static List<Node> nodes(Tainted<JsonView> array) {
        return array
                .mapEach(
                        json ->
                                json.items().stream()
                                        .filter(item -> item.value() instanceof Json.JsonObject)
                                        .toList())
                .stream()
                .map(Node::new)
                .toList();
    }

    private <C extends Checked> C due(String name, Function<JsonView, C> reader, String what) {
        return view.checked(
                json -> {
                    JsonView member = json.field(name);
                    try {
                        return reader.apply(member);
                    } catch (IllegalArgumentException outsideGrammar) {
                        throw malformed(outsideGrammar, what + " at " + member.pointer());
                    }
                });
    }

    private static Malformed malformed(IllegalArgumentException cause, String what) {
        Malformed malformed = new Malformed(what);
        malformed.initCause(cause);
        return malformed;
    }
}
