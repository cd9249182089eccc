package dev.stile.flow.text;

/** A text with braces that are no placeholder. The message is in words of ours and the author's. */
public final class TemplateSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fix;

    TemplateSyntaxException(String what) {
        this(what, "write it as {{ /message }}");
    }

    /**
     * @param fix what to write instead
     */
    TemplateSyntaxException(String what, String fix) {
        super(what);
        this.fix = fix;
    }

    /** What is wrong. */
    public String what() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** What to write instead. */
    public String fix() {
        return fix;
    }
}
