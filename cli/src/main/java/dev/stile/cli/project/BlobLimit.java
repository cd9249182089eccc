package dev.stile.cli.project;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.mirror.MirrorOptions;

import java.util.Map;

/** How many texts that a listing leaves out may be fetched one by one. Stateless. */
public final class BlobLimit {
    private static final String VARIABLE = "STILE_BLOB_LIMIT";

    private BlobLimit() {}

    /**
     * As the environment says; empty counts as unset.
     *
     * @return 0 for no limit
     * @throws Failure USAGE if it is no whole number from 0 up
     */
    public static int of(Map<String, String> environment) {
        String set = environment.getOrDefault(VARIABLE, "");
        if (set.isEmpty()) {
            return MirrorOptions.USUAL_BLOB_LIMIT;
        }
        if (!set.matches("[0-9]{1,9}")) {
            throw Failure.of(Code.USAGE)
                    .headline(VARIABLE + " is not a whole number from 0 up: " + set)
                    .detail("0 is no limit; without it the limit is 200")
                    .fact("variable", VARIABLE)
                    .build();
        }
        return Integer.parseInt(set);
    }
}
