package dev.stile.cli.records;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.address.Address;

/** A record that a project has not, and had not as far as the mirror knows. */
final class UnknownRecord {
    private UnknownRecord() {}

    /**
     * @param id as it was typed
     */
    static Failure in(Address project, String id) {
        return Failure.of(Code.NOT_FOUND)
                .headline(project + " has no record " + id)
                .argument("connection", project.connection())
                .fact("id", id)
                .build();
    }
}
