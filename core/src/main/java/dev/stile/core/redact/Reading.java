package dev.stile.core.redact;

import java.util.Arrays;

/**
 * A part of a text as it reads without its escapes, and where each byte of that stands. Immutable;
 * for whoever made it, since its bytes are not copied.
 */
final class Reading {
    private final byte[] text;
    private final int length;
    private final int[] places;
    private final Kinds kinds;
    private final boolean changed;
    private final boolean others;
    private final boolean cut;

    /**
     * Which escapes are read. A secret may hold what reads like an entity or like a percent sign
     * with digits, and be written with backslashes all the same.
     */
    enum Kinds {
        ALL,
        BACKSLASHES
    }

    private Reading(
            byte[] text,
            int length,
            int[] places,
            Kinds kinds,
            boolean changed,
            boolean others,
            boolean cut) {
        this.text = text;
        this.length = length;
        this.places = places;
        this.kinds = kinds;
        this.changed = changed;
        this.others = others;
        this.cut = cut;
    }

    /** Reads from left to right; what only looks like an escape stands for itself. */
    static Reading of(byte[] text, int from, int to, Kinds kinds) {
        byte[] read = new byte[to - from];
        int[] places = new int[to - from + 1];
        int length = 0;
        boolean changed = false;
        boolean others = false;
        boolean cut = false;
        int at = from;
        while (at < to && !cut) {
            int next = Escapes.next(text, at, to);
            System.arraycopy(text, at, read, length, next - at);
            for (; at < next; at++) {
                places[length++] = at;
            }
            int escape = at < to ? length(text, at, to, kinds) : Escapes.CUT;
            if (escape == Escapes.NONE) {
                read[length] = text[at];
                places[length++] = at++;
            } else if (escape == Escapes.CUT) {
                cut = at < to;
            } else {
                int written = Escapes.write(text, at, escape, read, length);
                changed = true;
                others |= text[at] != '\\';
                while (written > 0) {
                    places[length++] = at;
                    written--;
                }
                at += escape;
            }
        }
        places[length] = at;
        return new Reading(read, length, places, kinds, changed, others, cut);
    }

    private static int length(byte[] text, int at, int to, Kinds kinds) {
        return kinds == Kinds.ALL || text[at] == '\\'
                ? Escapes.lengthAt(text, at, to)
                : Escapes.NONE;
    }

    /** The same once more, where what was written was written with escapes already. */
    Reading again() {
        Reading deeper = of(text, 0, length, kinds);
        int[] there = new int[deeper.length + 1];
        for (int index = 0; index < there.length; index++) {
            there[index] = places[deeper.places[index]];
        }
        return new Reading(
                deeper.text,
                deeper.length,
                there,
                kinds,
                deeper.changed,
                others || deeper.others,
                cut || deeper.cut);
    }

    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /** Whether there was an escape. */
    boolean isChanged() {
        return changed;
    }

    /** Whether there was one, at this depth or before, that begins with no backslash. */
    boolean isChangedByOthers() {
        return others;
    }

    /** Whether it ends before what may be the beginning of an escape. */
    boolean isCut() {
        return cut;
    }

    /** Where the byte stands, or the end, in the text that was read. */
    int placeOf(int index) {
        return places[index];
    }

    /** The first byte that stands there or later. */
    int indexAt(int place) {
        int found = Arrays.binarySearch(places, 0, length + 1, place);
        int index = found < 0 ? Math.min(-found - 1, length) : found;
        while (index > 0 && places[index - 1] == places[index]) {
            index--;
        }
        return index;
    }

    /** The last place up to that one at which no escape is torn apart. */
    int untorn(int place) {
        int found = Arrays.binarySearch(places, 0, length + 1, place);
        return found >= 0 ? place : found == -1 ? place : places[-found - 2];
    }

    /** What a match covers of the text that was read, with the whole of each escape. */
    Finder.Match inText(Finder.Match match) {
        int end = match.end();
        while (end < length && places[end] == places[end - 1]) {
            end++;
        }
        return new Finder.Match(places[match.begin()], places[end]);
    }
}
