package dev.stile.testkit.hosting;

import java.io.IOException;
import java.util.List;

/** A place of another origin than the host's, to which nothing of the connection may come. */
public interface Elsewhere extends AutoCloseable {
    /** Where it is, without a path. */
    String address();

    /** Whatever came. */
    List<String> heard();

    @Override
    void close() throws IOException;
}
