package dev.stile.flow.text;

/** A text with braces that are no placeholder. The message is in words of ours and the author's. */
public final class TemplateSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    TemplateSyntaxException(String what) {
        super(what);
    }

    /** What is wrong. */
    public String what() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
