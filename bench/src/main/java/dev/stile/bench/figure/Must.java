package dev.stile.bench.figure;

import java.util.Locale;

/** What a row's median has to be. */
public sealed interface Must {
    /** Nothing is asked of this row. */
    record Nothing() implements Must {}

    /** No more than this, or no less where more is better. */
    record Bound(double bound) implements Must {}

    /** No more than so many times the floor. */
    record TimesFloor(double times) implements Must {}

    /** Whether a row's figures are as they must be. A row without a floor cannot be held to it. */
    default boolean isMetBy(Row.Measured row) {
        double median = row.figures().median();
        return switch (this) {
            case Nothing nothing -> true;
            case Bound(double bound) ->
                    row.unit().isMoreBetter() ? median >= bound : median <= bound;
            case TimesFloor(double times) ->
                    row.floor().filter(floor -> median <= times * floor.median()).isPresent();
        };
    }

    /** For people. */
    default String text(Unit unit) {
        return switch (this) {
            case Nothing nothing -> "";
            case Bound(double bound) ->
                    (unit.isMoreBetter() ? ">= " : "<= ") + unit.number(bound) + " " + unit.sign();
            case TimesFloor(double times) -> String.format(Locale.ROOT, "<= %.1f x floor", times);
        };
    }
}
