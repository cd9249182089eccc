package dev.stile.server;

/** A request ends here, before anything was taken. Control flow within one request: no trace. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    Refusal(Answer answer) {
        super("", null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }

    /** Where a body ends is not clear: nothing that follows can be believed. */
    static Refusal unframed() {
        return new Refusal(Answer.of(400, "unreadable").closing());
    }
}
