package dev.stile.simulator.github.graphql;

/** Why a field has no value, with the type that GitHub gives the error. */
final class QueryFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final String what;

    QueryFailure(String type, String what) {
        super(what);
        this.type = type;
        this.what = what;
    }

    String type() {
        return type;
    }

    String what() {
        return what;
    }
}
