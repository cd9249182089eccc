package dev.stile.git.path;

/** What a path of the tree is. */
public sealed interface TreePath {
    /**
     * A record, or a new file that wants to become one.
     *
     * @param stem the file's name without {@code .md}
     * @param id what the name says, if it is the spelling of an id
     */
    record RecordFile(String stem, PathId id) implements TreePath {}

    /**
     * A comment, or a new file that wants to become one.
     *
     * @param recordStem name of the folder: the spelling of the record's id, or the stem of a new
     *     file
     * @param record what that name says
     * @param stem the file's name without {@code .md}
     * @param id what the name says
     */
    record CommentFile(String recordStem, PathId record, String stem, PathId id)
            implements TreePath {}

    /** The generated list of a record's attachments. */
    record AttachmentList(String recordStem, PathId record) implements TreePath {}

    /** The generated schema. */
    record GeneratedSchema() implements TreePath {}

    /** A file of the root that the mirror carries and never sends. */
    record CarriedDotfile(String name) implements TreePath {}

    /** In the place of a record or comment, under a name that no new file may have (STL-2011). */
    record RefusedName(Why why) implements TreePath {
        /** What is wrong with the name. */
        public enum Why {
            BEGINS_WITH_DOT,
            NESTED,
            NOT_UTF8
        }
    }

    /** Nowhere in the layout (STL-2010). */
    record Outside() implements TreePath {}
}
