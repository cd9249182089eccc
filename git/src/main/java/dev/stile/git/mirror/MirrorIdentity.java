package dev.stile.git.mirror;

import dev.stile.api.value.ProjectRef;
import dev.stile.core.digest.Sha256;

/**
 * What a mirror mirrors. Two different identities never share a mirror: the folder's name is made
 * from both parts, and the mirror says inside which one it is. Where the connection led to another
 * server before, the server is a third part.
 *
 * @param connection slug of the connection
 * @param project the project as the user typed it, decoded
 */
public record MirrorIdentity(String connection, ProjectRef project) {
    private static final int HASH_DIGITS = 24;

    /**
     * A folder name: the connection, which is a plain word, and a hash of both. The first server
     * that a connection of that name leads to has its mirror there.
     */
    public String folderName() {
        return named(connection + '\0' + project.text());
    }

    /** The name of the folder for a server after the first. */
    String folderName(MirrorServer server) {
        return named(connection + '\0' + project.text() + '\0' + server.place());
    }

    private String named(String whole) {
        return connection + "-" + Sha256.hex(whole).substring(0, HASH_DIGITS);
    }

    // Written out: see ProjectRef.
    @Override
    public boolean equals(Object other) {
        return other instanceof MirrorIdentity that
                && connection.equals(that.connection)
                && project.equals(that.project);
    }

    @Override
    public int hashCode() {
        return 31 * connection.hashCode() + project.hashCode();
    }

    /** {@code work/acme/web} */
    @Override
    public String toString() {
        return connection + "/" + project;
    }
}
