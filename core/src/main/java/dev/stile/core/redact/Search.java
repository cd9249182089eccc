package dev.stile.core.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Searches a text as it stands and, around its escapes, as it reads without them (TU-44).
 * Immutable; any thread may use it.
 */
final class Search {
    /** Text in JSON in JSON in JSON; each costs one more search, and only where it occurs. */
    private static final int DEEPEST = 3;

    /** The longest escapes of all depths, one beside the other. */
    private static final int ESCAPES = 3 * 12;

    /** A stream remembers that much more, since blanks may make a secret longer. */
    private static final int BLANKS = 4;

    private final Finder finder;
    private final WeakTokens weak;
    private final int reach;

    Search(Finder finder, WeakTokens weak) {
        this.finder = finder;
        this.weak = weak;
        this.reach = Math.max(finder.longest(), weak.longest()) + ESCAPES;
    }

    /** Matches from left to right, none overlapping. */
    List<Finder.Match> find(byte[] text, int from, int to) {
        List<Finder.Match> matches = asItStands(text, from, to);
        // A secret may hold what reads like an escape, so that one does not replace the other.
        EscapedParts.each(
                text,
                from,
                to,
                reach,
                (begin, end) -> addRead(text, from, to, new Finder.Match(begin, end), matches));
        return apart(matches);
    }

    /**
     * How much of the end of the text could be the beginning of a secret, or of an escape: where
     * that part begins, or {@code to}. No escape lies across that place.
     */
    int unfinishedFrom(byte[] text, int to) {
        int tail = tail(text, to);
        int unfinished =
                Math.min(finder.unfinishedFrom(text, tail, to), weak.unfinishedFrom(text, 0, to));
        Unfinished all = unfinishedIn(text, tail, to, Reading.Kinds.ALL, unfinished);
        while (all.others()) {
            // What the one reading leaves whole the other may tear apart.
            int place = unfinishedIn(text, tail, to, Reading.Kinds.BACKSLASHES, all.from()).from();
            if (place == all.from()) {
                break;
            }
            all = unfinishedIn(text, tail, to, Reading.Kinds.ALL, place);
        }
        return all.from();
    }

    /**
     * @param from where it begins
     * @param others whether there are escapes of other kinds than with a backslash
     */
    private record Unfinished(int from, boolean others) {}

    private Unfinished unfinishedIn(byte[] text, int tail, int to, Reading.Kinds kinds, int known) {
        int unfinished = known;
        Reading reading = Reading.of(text, untorn(text, tail), to, kinds);
        int depth = 0;
        while (depth < DEEPEST && (reading.isChanged() || reading.isCut())) {
            int begin = reading.indexAt(tail);
            int length = reading.length();
            int open =
                    Math.min(
                            finder.unfinishedFrom(reading.text(), begin, length),
                            weak.unfinishedFrom(reading.text(), 0, length));
            // The end of a reading that is cut is the beginning of what may be an escape.
            unfinished = Math.min(unfinished, reading.placeOf(open));
            unfinished = reading.untorn(unfinished);
            reading = reading.again();
            depth++;
        }
        return new Unfinished(unfinished, reading.isChangedByOthers());
    }

    private List<Finder.Match> asItStands(byte[] text, int from, int to) {
        List<Finder.Match> matches = new ArrayList<>(finder.find(text, from, to));
        matches.addAll(weak.find(text, from, to));
        return matches;
    }

    private void addRead(
            byte[] text, int from, int to, Finder.Match part, List<Finder.Match> matches) {
        boolean others = addRead(text, from, to, part, Reading.Kinds.ALL, matches);
        if (others) {
            addRead(text, from, to, part, Reading.Kinds.BACKSLASHES, matches);
        }
    }

    /** Returns whether there were escapes of other kinds than with a backslash. */
    private boolean addRead(
            byte[] text,
            int from,
            int to,
            Finder.Match part,
            Reading.Kinds kinds,
            List<Finder.Match> matches) {
        Reading reading = Reading.of(text, part.begin(), part.end(), kinds);
        for (int depth = 0; depth < DEEPEST && reading.isChanged(); depth++) {
            for (Finder.Match found : asItStands(reading.text(), 0, reading.length())) {
                Finder.Match match = reading.inText(found);
                // What touches the edge of a part has no escape in it and is known already; only
                // the edges of the text are those of a token.
                if ((match.begin() > part.begin() || part.begin() == from)
                        && (match.end() < part.end() || part.end() == to)) {
                    matches.add(match);
                }
            }
            reading = reading.again();
        }
        return reading.isChangedByOthers();
    }

    private static List<Finder.Match> apart(List<Finder.Match> matches) {
        matches.sort(Comparator.comparingInt(Finder.Match::begin).thenComparing(Finder.Match::end));
        List<Finder.Match> apart = new ArrayList<>();
        for (Finder.Match match : matches) {
            if (apart.isEmpty() || apart.getLast().end() <= match.begin()) {
                apart.add(match);
            } else if (apart.getLast().end() < match.end()) {
                Finder.Match last = apart.removeLast();
                apart.add(new Finder.Match(last.begin(), match.end()));
            }
        }
        return apart;
    }

    /** Line breaks and indentation inside a secret may make it longer than its pattern. */
    private int tail(byte[] text, int to) {
        int remembered = finder.longest() * 2 + 256;
        int least = Math.max(0, to - remembered * BLANKS);
        int begin = to;
        int left = remembered;
        while (begin > least && left > 0) {
            begin--;
            if (text[begin] > ' ' || text[begin] < 0) {
                left--;
            }
        }
        return begin;
    }

    /** A place before which no escape begins that could reach so far. */
    private static int untorn(byte[] text, int place) {
        int begin = place;
        for (int index = begin - 1; index >= Math.max(0, begin - ESCAPES); index--) {
            if (text[index] == '\\' || text[index] == '&' || text[index] == '%') {
                begin = index;
            }
        }
        return begin;
    }
}
