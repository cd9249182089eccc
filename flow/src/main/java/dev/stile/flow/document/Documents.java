package dev.stile.flow.document;

import dev.stile.api.json.Json;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one YAML 1.2 document, of which JSON is a part, by the core schema. Refused are: bytes that
 * are no UTF-8, more than {@link #LONGEST} of them, tags, anchors and aliases, a key that is there
 * twice or is no text, more than one document, numbers that are none.
 */
public final class Documents {
    /** Longer documents are refused. */
    public static final int LONGEST = 1024 * 1024;

    private static final int DEEPEST = 64;

    private Documents() {}

    /** Reads the document. An empty one is refused too. */
    public static Json read(byte[] bytes) throws UnreadableDocumentException {
        if (bytes.length > LONGEST) {
            throw new UnreadableDocumentException(
                    "the document has "
                            + bytes.length
                            + " bytes; at most "
                            + LONGEST
                            + " are read");
        }
        LoadSettings settings =
                LoadSettings.builder()
                        .setAllowDuplicateKeys(false)
                        .setMaxAliasesForCollections(0)
                        .setCodePointLimit(LONGEST)
                        .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text(bytes));
            return value(
                    root.orElseThrow(
                            () -> new UnreadableDocumentException("the document is empty")),
                    0);
        } catch (MarkedYamlEngineException broken) {
            throw new UnreadableDocumentException("not YAML" + place(broken.getProblemMark()));
        } catch (YamlEngineException broken) {
            throw new UnreadableDocumentException("not YAML");
        }
    }

    private static String text(byte[] bytes) throws UnreadableDocumentException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException notText) {
            throw new UnreadableDocumentException("the document is no UTF-8");
        }
    }

    private static Json value(Node node, int depth) throws UnreadableDocumentException {
        if (depth > DEEPEST) {
            throw refused(node, "deeper than " + DEEPEST + " levels");
        }
        if (node.getAnchor().isPresent()) {
            throw refused(node, "an anchor; write the value where it is needed");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> array(sequence, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw refused(node, "something that is no value");
        };
    }

    private static Json object(MappingNode mapping, int depth) throws UnreadableDocumentException {
        requireTag(mapping, Tag.MAP);
        Map<String, Json> members = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw refused(tuple.getKeyNode(), "a key that is no text");
            }
            if (members.put(key.getValue(), value(tuple.getValueNode(), depth + 1)) != null) {
                throw refused(key, "a key that is there twice");
            }
        }
        return new Json.JsonObject(members);
    }

    private static Json array(SequenceNode sequence, int depth) throws UnreadableDocumentException {
        requireTag(sequence, Tag.SEQ);
        List<Json> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(value(item, depth + 1));
        }
        return Json.array(items);
    }

    private static Json scalar(ScalarNode scalar) throws UnreadableDocumentException {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.STR)) {
            return Json.text(text);
        }
        if (tag.equals(Tag.NULL)) {
            return Json.nothing();
        }
        if (tag.equals(Tag.BOOL)) {
            return Json.flag(Boolean.parseBoolean(text));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            try {
                return Json.number(new BigDecimal(text));
            } catch (NumberFormatException noDecimal) {
                throw refused(scalar, "a number that JSON does not have; quote it if it is text");
            }
        }
        throw refused(scalar, "a tag");
    }

    private static void requireTag(Node node, Tag tag) throws UnreadableDocumentException {
        if (!node.getTag().equals(tag)) {
            throw refused(node, "a tag");
        }
    }

    private static UnreadableDocumentException refused(Node node, String what) {
        return new UnreadableDocumentException(what + place(node.getStartMark()));
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(at -> " in line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
                .orElse("");
    }
}
