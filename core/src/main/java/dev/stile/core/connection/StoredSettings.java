package dev.stile.core.connection;

import dev.stile.api.connector.SettingFault;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.core.error.Remedy;

import java.util.ArrayList;
import java.util.List;

/** Settings that a connector does not take, as they are told. Pure. */
public final class StoredSettings {
    /** The argument that holds the words which follow {@code stile connect} to mend it. */
    public static final String MENDED = "mended";

    private StoredSettings() {}

    /**
     * SETTINGS_NOT_VALID of a connection that is stored with them, with the command that mends it.
     */
    public static Failure refused(Connection connection, List<SettingFault> faults) {
        String slug = connection.slug().text();
        List<String> mended = new ArrayList<>(List.of(connection.connector(), slug));
        faults.forEach(fault -> mended.addAll(List.of("--set", fault.typed())));
        return Failure.of(Code.SETTINGS_NOT_VALID)
                .headline("the settings of the connection " + slug + " are not valid")
                .problems(problems(Code.SETTINGS_NOT_VALID, faults))
                .argument(MENDED, mended)
                .argument("connection", slug)
                .fact("connection", slug)
                .fact("connector", connection.connector())
                .build();
    }

    /**
     * SETTINGS_MISSING of a connection that is not stored, since its connector does not take them.
     */
    public static Failure notTaken(Connection wanted, List<SettingFault> faults) {
        return notValid(wanted.connector(), wanted.slug().text())
                .problems(problems(Code.SETTINGS_MISSING, faults))
                .build();
    }

    /** What there is to say of settings that were typed and are wrong. */
    static Failure.Builder notValid(String connector, String connection) {
        return missing(connector, connection)
                .headline("settings of the connection are not valid")
                .remedy(
                        Remedy.of(
                                "Correct everything that is listed above.",
                                "stile connector show {connector}",
                                "stile connect --help"));
    }

    /** What there is to say of settings that were not typed. */
    static Failure.Builder missing(String connector, String connection) {
        return Failure.of(Code.SETTINGS_MISSING)
                .argument("connector", connector)
                .fact("connector", connector)
                .fact("connection", connection);
    }

    /** Each with where it is, what it breaks, and what is typed instead. */
    static List<Problem> problems(Code code, List<SettingFault> faults) {
        return faults.stream()
                .map(fault -> Problem.at(code, "/settings/" + fault.name(), says(fault)))
                .toList();
    }

    private static String says(SettingFault fault) {
        return fault.rule()
                + (fault.instead().isEmpty() ? "; leave it out by" : "; give it as in")
                + " --set "
                + fault.typed();
    }
}
