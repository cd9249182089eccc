package dev.stile.api.hosting;

import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;

import java.util.List;

/**
 * What was said under a key does not show under it any more, nor under the id that it had, where
 * that is known. Somebody deleted or edited it, so that it is not said again under that key;
 * nothing was sent.
 */
public final class CommentDeleted extends StileException {
    private static final long serialVersionUID = 1L;

    public CommentDeleted() {
        super(
                "comment_deleted",
                "it was said under this key before, and does not show under it: deleted, or edited"
                        + " since",
                new Retry.AfterUserAction(),
                List.of("nothing was sent now"));
    }

    @Override
    public boolean leftNothing() {
        return true;
    }
}
