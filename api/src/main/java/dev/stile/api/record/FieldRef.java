package dev.stile.api.record;

/**
 * The name of a field as files spell it.
 *
 * @param name lower snake case, 1 to 100 characters
 * @param extension whether it stands under {@code fields:} rather than among the core keys
 */
public record FieldRef(String name, boolean extension) implements Comparable<FieldRef> {
    public static final FieldRef TITLE = core("title");
    public static final FieldRef TYPE = core("type");
    public static final FieldRef STATUS = core("status");
    public static final FieldRef PRIORITY = core("priority");
    public static final FieldRef ASSIGNEES = core("assignees");
    public static final FieldRef LABELS = core("labels");
    public static final FieldRef PARENT = core("parent");
    public static final FieldRef LINKS = core("links");
    public static final FieldRef DUE = core("due");
    public static final FieldRef BODY = core("body");

    public FieldRef {
        if (name.isEmpty()
                || name.length() > 100
                || !name.chars().allMatch(FieldRef::isNameCharacter)) {
            throw new IllegalArgumentException(
                    "a field name is 1 to 100 of a-z, 0-9 and _, not this one");
        }
    }

    private static FieldRef core(String name) {
        return new FieldRef(name, false);
    }

    /** A field of the vendor's own, which stands under {@code fields:}. */
    public static FieldRef extension(String name) {
        return new FieldRef(name, true);
    }

    private static boolean isNameCharacter(int unit) {
        return (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9') || unit == '_';
    }

    // Written out: see ProjectRef.
    @Override
    public boolean equals(Object other) {
        return other instanceof FieldRef that
                && extension == that.extension
                && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Boolean.hashCode(extension);
    }

    @Override
    public int compareTo(FieldRef other) {
        return toString().compareTo(other.toString());
    }

    /** {@code status}, {@code fields.severity}. */
    @Override
    public String toString() {
        return extension ? "fields." + name : name;
    }
}
