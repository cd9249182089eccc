package dev.stile.core.connection;

import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.connection.ConnectionOptions.OnDelete;
import dev.stile.core.connection.ConnectionOptions.SideFiles;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of a connection by the names under which they are typed and stored: {@code
 * delete_cap}.
 */
public enum OptionName {
    ACCEPT_TRUNCATED("true or false"),
    DELETE_CAP("a whole number from 0 to 1000000"),
    DELETE_CAP_DAY("a whole number from 0 to 1000000"),
    SIDE_FILES("refuse or carry"),
    ON_DELETE("delete or close"),
    FULL_SYNC_EVERY("a time such as PT24H"),
    LOCK_WAIT("a time such as PT60S"),
    SETTLE_AFTER("a time such as PT2M"),
    POLL_EVERY("a time such as PT60S"),
    WATCH("projects, with commas between; nothing means all"),
    DEADLINES(
            "times from PT1S to PT5M such as read=PT45S,write=PT2M, of initialize, health, shutdown,"
                    + " request, read and write; nothing means the usual ones");

    private static final int MOST = 1_000_000;

    private final String form;

    OptionName(String form) {
        this.form = form;
    }

    /** As it is typed. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What its values look like, in words. */
    public String form() {
        return form;
    }

    /** The option of that name. */
    public static Optional<OptionName> find(String typed) {
        return Arrays.stream(values()).filter(option -> option.typed().equals(typed)).findFirst();
    }

    /** Its value, as it is typed. */
    public String valueIn(ConnectionOptions options) {
        return switch (this) {
            case ACCEPT_TRUNCATED -> Boolean.toString(options.acceptTruncated());
            case DELETE_CAP -> Integer.toString(options.deleteCap());
            case DELETE_CAP_DAY -> Integer.toString(options.deleteCapDay());
            case SIDE_FILES -> options.sideFiles().name().toLowerCase(Locale.ROOT);
            case ON_DELETE -> options.onDelete().name().toLowerCase(Locale.ROOT);
            case FULL_SYNC_EVERY -> options.fullSyncEvery().toString();
            case LOCK_WAIT -> options.lockWait().toString();
            case SETTLE_AFTER -> options.settleAfter().toString();
            case POLL_EVERY -> options.pollEvery().toString();
            case WATCH -> String.join(",", options.watch());
            case DEADLINES -> options.deadlines().toString();
        };
    }

    /**
     * The options with this one changed.
     *
     * @throws IllegalArgumentException if the value is not of the option's form
     */
    public ConnectionOptions set(ConnectionOptions old, String value) {
        boolean acceptTruncated = old.acceptTruncated();
        int deleteCap = old.deleteCap();
        int deleteCapDay = old.deleteCapDay();
        SideFiles sideFiles = old.sideFiles();
        OnDelete onDelete = old.onDelete();
        Duration fullSyncEvery = old.fullSyncEvery();
        Duration lockWait = old.lockWait();
        Duration settleAfter = old.settleAfter();
        Duration pollEvery = old.pollEvery();
        List<String> watch = old.watch();
        HostDeadlines deadlines = old.deadlines();
        switch (this) {
            case ACCEPT_TRUNCATED -> acceptTruncated = flag(value);
            case DELETE_CAP -> deleteCap = count(value);
            case DELETE_CAP_DAY -> deleteCapDay = count(value);
            case SIDE_FILES -> sideFiles = SideFiles.valueOf(constant(value));
            case ON_DELETE -> onDelete = OnDelete.valueOf(constant(value));
            case FULL_SYNC_EVERY -> fullSyncEvery = time(value);
            case LOCK_WAIT -> lockWait = time(value);
            case SETTLE_AFTER -> settleAfter = time(value);
            case POLL_EVERY -> pollEvery = time(value);
            case WATCH -> watch = names(value);
            case DEADLINES -> deadlines = HostDeadlines.parse(value);
        }
        return new ConnectionOptions(
                acceptTruncated,
                deleteCap,
                deleteCapDay,
                sideFiles,
                onDelete,
                fullSyncEvery,
                lockWait,
                settleAfter,
                pollEvery,
                watch,
                deadlines);
    }

    private static boolean flag(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static int count(String value) {
        int number = Integer.parseInt(value);
        if (number < 0 || number > MOST) {
            throw new IllegalArgumentException("out of bounds");
        }
        return number;
    }

    private static Duration time(String value) {
        try {
            Duration time = Duration.parse(value);
            if (time.isNegative() || time.compareTo(Duration.ofDays(3650)) > 0) {
                throw new IllegalArgumentException("out of bounds");
            }
            return time;
        } catch (DateTimeException broken) {
            throw new IllegalArgumentException("not a time", broken);
        }
    }

    private static List<String> names(String value) {
        List<String> names = new ArrayList<>();
        for (String name : value.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(new ProjectRef(name.strip()).text());
            }
        }
        return names;
    }

    private static String constant(String value) {
        return value.toUpperCase(Locale.ROOT);
    }
}
