package dev.stile.git.remote;

import dev.stile.api.store.DeleteReason;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of a push, {@code git push -o NAME=VALUE}.
 *
 * @param allowDeletes how many deletions this push may make beyond the cap
 * @param closeOnDelete whether a removed file closes its record
 * @param deleteReason why records go
 * @param overwrite paths whose precondition is lifted
 * @param carrySideFiles whether files outside the layout are kept in the mirror
 * @param note text for the audit
 */
public record PushOptions(
        OptionalInt allowDeletes,
        boolean closeOnDelete,
        Optional<DeleteReason> deleteReason,
        Set<String> overwrite,
        boolean carrySideFiles,
        Optional<String> note) {
    /** No options. */
    public static final PushOptions NONE =
            new PushOptions(
                    OptionalInt.empty(),
                    false,
                    Optional.empty(),
                    Set.of(),
                    false,
                    Optional.empty());

    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final int LONGEST_NOTE = 1_000;

    public PushOptions {
        overwrite = Set.copyOf(overwrite);
    }

    /**
     * Reads options as they were typed.
     *
     * @throws Failure with {@link Code#PUSH_OPTION_NOT_VALID} that names every one that is not
     *     valid
     */
    public static PushOptions parse(List<String> typed) {
        PushOptions options = NONE;
        Set<String> seen = new LinkedHashSet<>();
        Set<String> refused = new LinkedHashSet<>();
        for (String option : typed) {
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            String value = equals < 0 ? "" : option.substring(equals + 1);
            boolean again = !seen.add(name) && !name.equals("overwrite");
            Optional<PushOptions> more = options.with(name, value);
            if (again) {
                refused.add(
                        option
                                + (more.isEmpty() ? " (not valid, and " : " (")
                                + name
                                + " is given twice)");
            } else if (more.isEmpty()) {
                refused.add(option);
            } else {
                options = more.get();
            }
        }
        if (!refused.isEmpty()) {
            Failure.Builder failure =
                    Failure.of(Code.PUSH_OPTION_NOT_VALID)
                            .headline(
                                    refused.size() == 1
                                            ? "a push option is unknown or not valid"
                                            : refused.size() + " push options are not valid");
            refused.forEach(option -> failure.detail("-o " + option));
            throw failure.build();
        }
        return options;
    }

    private Optional<PushOptions> with(String name, String value) {
        return switch (name) {
            case "allow-deletes" ->
                    COUNT.matcher(value).matches()
                            ? Optional.of(allowing(Integer.parseInt(value)))
                            : Optional.empty();
            case "on-delete" -> value.equals("close") ? Optional.of(closing()) : Optional.empty();
            case "delete-reason" -> reason(value).map(this::because);
            case "overwrite" ->
                    value.isEmpty() ? Optional.empty() : Optional.of(overwriting(value));
            case "side-files" -> value.equals("carry") ? Optional.of(carrying()) : Optional.empty();
            case "note" ->
                    value.isEmpty() || value.length() > LONGEST_NOTE
                            ? Optional.empty()
                            : Optional.of(noting(value));
            default -> Optional.empty();
        };
    }

    private static Optional<DeleteReason> reason(String value) {
        for (DeleteReason reason : DeleteReason.values()) {
            if (word(reason).equals(value)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /** A reason as {@code delete-reason} is given it. */
    public static String word(DeleteReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private PushOptions allowing(int deletes) {
        return new PushOptions(
                OptionalInt.of(deletes),
                closeOnDelete,
                deleteReason,
                overwrite,
                carrySideFiles,
                note);
    }

    /** The same, closing what it removes. */
    public PushOptions closing() {
        return new PushOptions(allowDeletes, true, deleteReason, overwrite, carrySideFiles, note);
    }

    private PushOptions because(DeleteReason reason) {
        return new PushOptions(
                allowDeletes, closeOnDelete, Optional.of(reason), overwrite, carrySideFiles, note);
    }

    private PushOptions overwriting(String path) {
        Set<String> paths = new LinkedHashSet<>(overwrite);
        paths.add(path);
        return new PushOptions(
                allowDeletes, closeOnDelete, deleteReason, paths, carrySideFiles, note);
    }

    private PushOptions carrying() {
        return new PushOptions(allowDeletes, closeOnDelete, deleteReason, overwrite, true, note);
    }

    private PushOptions noting(String text) {
        return new PushOptions(
                allowDeletes,
                closeOnDelete,
                deleteReason,
                overwrite,
                carrySideFiles,
                Optional.of(text));
    }
}
