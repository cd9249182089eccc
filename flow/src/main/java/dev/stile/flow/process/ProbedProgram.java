package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.flow.process.wire.AuthAnswer;

/** A connector whose program is asked whether an account works. */
public interface ProbedProgram {
    /**
     * Asks. Changes nothing; may be repeated. Texts of the answer are the program's, with secrets
     * taken out.
     */
    AuthAnswer probe(Deadline deadline);
}
