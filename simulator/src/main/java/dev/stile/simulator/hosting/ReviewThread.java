package dev.stile.simulator.hosting;

import java.util.ArrayList;
import java.util.List;

/** Comments on one line of a change. Guarded by the host's lock. */
public final class ReviewThread {
    private final long id;
    private final String path;
    private final int line;
    private final List<Comment> comments = new ArrayList<>();
    private boolean resolved;

    ReviewThread(long id, String path, int line) {
        this.id = id;
        this.path = path;
        this.line = line;
    }

    /** Its number. */
    public long id() {
        return id;
    }

    /** The file. */
    public String path() {
        return path;
    }

    /** The line in the file. */
    public int line() {
        return line;
    }

    /** Whether somebody called it settled. */
    public boolean resolved() {
        return resolved;
    }

    /** Its comments, oldest first. */
    public List<Comment> comments() {
        return List.copyOf(comments);
    }

    void resolve(boolean settled) {
        resolved = settled;
    }

    List<Comment> content() {
        return comments;
    }
}
