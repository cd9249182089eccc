package dev.stile.git.path;

import dev.stile.api.record.RecordSchema;
import dev.stile.api.record.RecordSchema.CommentRules;
import dev.stile.api.value.RecordId;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The tree of one project. Pure; any thread may use it.
 *
 * @param root the folder of the records
 * @param idsAreCaseSensitive whether {@code A-1} and {@code a-1} may be two records
 * @param comments whether comments have a place
 * @param attachments whether attachment lists have a place
 */
public record Layout(
        String root, boolean idsAreCaseSensitive, boolean comments, boolean attachments) {
    /** The path of the generated schema. */
    public static final String SCHEMA_PATH = ".stile/schema.yaml";

    private static final Set<String> CARRIED =
            Set.of(".gitignore", ".gitattributes", ".editorconfig", ".mailmap");
    private static final String RECORD_ENDING = ".md";
    private static final String LIST_ENDING = ".yaml";

    /** The layout that a schema asks for. */
    public static Layout of(RecordSchema schema) {
        return new Layout(
                schema.root(),
                schema.idsAreCaseSensitive(),
                schema.comments() != CommentRules.NONE,
                schema.attachmentsOffered());
    }

    /** The file name of a record in its folder: {@code PROJ-7.md}. */
    public String recordName(RecordId id) {
        return PathSegment.encode(id, idsAreCaseSensitive) + RECORD_ENDING;
    }

    /** The path of a record: {@code issues/PROJ-7.md}. */
    public String recordPath(RecordId id) {
        return root + '/' + recordName(id);
    }

    /** The path of a comment: {@code comments/PROJ-7/12.md}. */
    public String commentPath(RecordId record, RecordId comment) {
        return "comments/"
                + PathSegment.encode(record, idsAreCaseSensitive)
                + '/'
                + recordName(comment);
    }

    /** The path of the list of a record's attachments: {@code attachments/PROJ-7.yaml}. */
    public String attachmentsPath(RecordId record) {
        return "attachments/" + PathSegment.encode(record, idsAreCaseSensitive) + LIST_ENDING;
    }

    /** What a path is, from the bytes that git gives. */
    public TreePath classify(byte[] path) {
        try {
            return classify(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path)).toString());
        } catch (CharacterCodingException notText) {
            return new TreePath.RefusedName(TreePath.RefusedName.Why.NOT_UTF8);
        }
    }

    /** What a path is. */
    public TreePath classify(String path) {
        if (path.equals(SCHEMA_PATH)) {
            return new TreePath.GeneratedSchema();
        }
        int slash = path.indexOf('/');
        if (slash < 0) {
            return CARRIED.contains(path)
                    ? new TreePath.CarriedDotfile(path)
                    : new TreePath.Outside();
        }
        String top = path.substring(0, slash);
        String rest = path.substring(slash + 1);
        if (top.equals(root)) {
            return recordFile(rest);
        }
        if (comments && top.equals("comments")) {
            return commentFile(rest);
        }
        if (attachments && top.equals("attachments")) {
            return attachmentList(rest);
        }
        return new TreePath.Outside();
    }

    private TreePath recordFile(String name) {
        if (!name.endsWith(RECORD_ENDING)) {
            return new TreePath.Outside();
        }
        if (name.indexOf('/') >= 0) {
            return new TreePath.RefusedName(TreePath.RefusedName.Why.NESTED);
        }
        if (name.startsWith(".")) {
            return new TreePath.RefusedName(TreePath.RefusedName.Why.BEGINS_WITH_DOT);
        }
        String stem = without(name, RECORD_ENDING);
        return new TreePath.RecordFile(stem, id(stem));
    }

    private TreePath commentFile(String rest) {
        int slash = rest.indexOf('/');
        if (slash <= 0 || !rest.endsWith(RECORD_ENDING)) {
            return new TreePath.Outside();
        }
        String folder = rest.substring(0, slash);
        String name = rest.substring(slash + 1);
        if (name.indexOf('/') >= 0) {
            return new TreePath.RefusedName(TreePath.RefusedName.Why.NESTED);
        }
        if (name.startsWith(".") || folder.startsWith(".")) {
            return new TreePath.RefusedName(TreePath.RefusedName.Why.BEGINS_WITH_DOT);
        }
        String stem = without(name, RECORD_ENDING);
        return new TreePath.CommentFile(folder, id(folder), stem, id(stem));
    }

    private TreePath attachmentList(String name) {
        if (name.indexOf('/') >= 0 || !name.endsWith(LIST_ENDING) || name.startsWith(".")) {
            return new TreePath.Outside();
        }
        String stem = without(name, LIST_ENDING);
        return new TreePath.AttachmentList(stem, id(stem));
    }

    private PathId id(String segment) {
        return PathSegment.decode(segment, idsAreCaseSensitive);
    }

    private static String without(String name, String ending) {
        return name.substring(0, name.length() - ending.length());
    }
}
