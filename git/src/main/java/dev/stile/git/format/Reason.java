package dev.stile.git.format;

import dev.stile.core.error.Code;

/**
 * Why a file, or one of its keys, is refused: a closed set, so that a reason may leave tainted data
 * as a fact. The code is that of the registry of codes; the sentence is ours alone and holds
 * nothing from outside.
 */
public enum Reason {
    NO_FRONT_MATTER_AND_NO_TITLE(
            Code.NOT_A_RECORD, "the file begins with neither front matter nor a title line"),
    FRONT_MATTER_GONE(Code.NOT_A_RECORD, "the front matter of the record is gone"),

    NOT_UTF8(Code.MODE_OR_ENCODING_NOT_ALLOWED, "the file is not UTF-8"),
    HOLDS_NUL(Code.MODE_OR_ENCODING_NOT_ALLOWED, "the file holds a NUL byte"),

    UNCLOSED_FRONT_MATTER(Code.FRONT_MATTER_UNREADABLE, "the front matter has no closing line ---"),
    FRONT_MATTER_TOO_LARGE(Code.FRONT_MATTER_UNREADABLE, "the front matter is larger than 64 KiB"),
    NOT_A_KEY(Code.FRONT_MATTER_UNREADABLE, "this line is not a key, a colon and a value"),
    WRONG_INDENTATION(
            Code.FRONT_MATTER_UNREADABLE, "this line is indented where nothing belongs to it"),
    TAB_INDENTATION(Code.FRONT_MATTER_UNREADABLE, "the indentation holds a tab"),
    DUPLICATE_KEY(Code.FRONT_MATTER_UNREADABLE, "the key stands here twice"),
    SEVERAL_DOCUMENTS(
            Code.FRONT_MATTER_UNREADABLE, "the front matter holds more than one document"),
    ANCHOR_OR_ALIAS(Code.FRONT_MATTER_UNREADABLE, "anchors and aliases are not read"),
    TAG(Code.FRONT_MATTER_UNREADABLE, "tags are not read"),
    TOO_DEEP(Code.FRONT_MATTER_UNREADABLE, "the front matter is nested deeper than 4"),
    UNCLOSED_QUOTE(Code.FRONT_MATTER_UNREADABLE, "the quoted text does not end"),
    BAD_ESCAPE(Code.FRONT_MATTER_UNREADABLE, "the quoted text holds an escape that is none"),
    TEXT_AFTER_VALUE(Code.FRONT_MATTER_UNREADABLE, "something stands after the end of the value"),
    UNCLOSED_LIST(Code.FRONT_MATTER_UNREADABLE, "the list does not end"),
    LIST_IN_LIST(Code.FRONT_MATTER_UNREADABLE, "a list holds no lists"),
    MAP_IN_BRACES(
            Code.FRONT_MATTER_UNREADABLE,
            "keys in braces are not read: they stand on lines of their own"),
    MAP_NOT_EXPECTED(Code.FRONT_MATTER_UNREADABLE, "this key takes no keys of its own"),

    UNKNOWN_KEY(Code.UNKNOWN_KEY, "the key is not known here"),

    REQUIRED(Code.REQUIRED_FIELD_MISSING, "the field cannot be empty"),

    NOT_WRITABLE(Code.FIELD_NOT_WRITABLE, "the field cannot be written"),
    NOT_ALLOWED(Code.FIELD_NOT_WRITABLE, "the field does not take this value"),
    AMBIGUOUS_NAME(
            Code.FIELD_NOT_WRITABLE, "several allowed values differ from this one in case only"),
    NOT_A_NUMBER(Code.FIELD_NOT_WRITABLE, "the field takes a number"),
    NOT_A_FLAG(Code.FIELD_NOT_WRITABLE, "the field takes true or false"),
    NOT_A_DATE(Code.FIELD_NOT_WRITABLE, "the field takes a day as yyyy-MM-dd"),
    NOT_AN_INSTANT(Code.FIELD_NOT_WRITABLE, "the field takes a time as yyyy-MM-ddTHH:mm:ssZ"),
    NOT_A_LINK(Code.FIELD_NOT_WRITABLE, "a link is a kind, a space and an id"),
    NOT_AN_ID(Code.FIELD_NOT_WRITABLE, "this cannot be the id of a record"),
    LIST_EXPECTED(Code.FIELD_NOT_WRITABLE, "the field takes a list, one item a line"),
    SINGLE_EXPECTED(Code.FIELD_NOT_WRITABLE, "the field takes one value, not a list"),
    EMPTY_ITEM(Code.FIELD_NOT_WRITABLE, "the list holds an item that is empty"),
    NOT_TEXT(Code.FIELD_NOT_WRITABLE, "the text holds NUL or half a surrogate pair"),
    TOO_MANY_ITEMS(Code.FIELD_NOT_WRITABLE, "the list has more items than the server takes"),

    ID_CHANGED(Code.ID_CLAIMED_TWICE, "the id of a record cannot be changed"),

    STUB_BODY_EDITED(Code.STUB_BODY_EDITED, "the body was not fetched, so it cannot be edited"),

    PERSON_UNKNOWN(Code.PERSON_UNRESOLVED, "nobody here is called this"),
    PERSON_AMBIGUOUS(Code.PERSON_UNRESOLVED, "several people are called this"),

    TOO_LONG(Code.TEXT_TOO_LONG, "the text is longer than the server takes");

    private final Code code;
    private final String sentence;

    Reason(Code code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** The code of the registry. */
    public Code code() {
        return code;
    }

    /** One clause that says what is wrong. */
    public String sentence() {
        return sentence;
    }

    /**
     * Whether another reading of the schema could lift the refusal, so that it is read again once
     * before it is final.
     */
    public boolean restsOnSchema() {
        return switch (this) {
            case UNKNOWN_KEY,
                    REQUIRED,
                    NOT_WRITABLE,
                    NOT_ALLOWED,
                    AMBIGUOUS_NAME,
                    NOT_A_NUMBER,
                    NOT_A_FLAG,
                    NOT_A_DATE,
                    NOT_AN_INSTANT,
                    LIST_EXPECTED,
                    SINGLE_EXPECTED,
                    TOO_MANY_ITEMS,
                    PERSON_UNKNOWN,
                    PERSON_AMBIGUOUS,
                    TOO_LONG ->
                    true;
            case NO_FRONT_MATTER_AND_NO_TITLE,
                    FRONT_MATTER_GONE,
                    NOT_UTF8,
                    HOLDS_NUL,
                    UNCLOSED_FRONT_MATTER,
                    FRONT_MATTER_TOO_LARGE,
                    NOT_A_KEY,
                    WRONG_INDENTATION,
                    TAB_INDENTATION,
                    DUPLICATE_KEY,
                    SEVERAL_DOCUMENTS,
                    ANCHOR_OR_ALIAS,
                    TAG,
                    TOO_DEEP,
                    UNCLOSED_QUOTE,
                    BAD_ESCAPE,
                    TEXT_AFTER_VALUE,
                    UNCLOSED_LIST,
                    LIST_IN_LIST,
                    MAP_IN_BRACES,
                    MAP_NOT_EXPECTED,
                    EMPTY_ITEM,
                    NOT_TEXT,
                    NOT_A_LINK,
                    NOT_AN_ID,
                    ID_CHANGED,
                    STUB_BODY_EDITED ->
                    false;
        };
    }
}
