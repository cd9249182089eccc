package dev.stile.git.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The line ends of a server's text, which its file does not have: an edited text goes back in the
 * style that it came in. Immutable.
 *
 * @param runs the line ends in order, as runs; the last run may go on for lines that were added
 * @param finalNewline whether the last line has an end
 */
public record BodyStyle(List<Run> runs, boolean finalNewline) {
    /** The style of a new text: LF, and no final newline. */
    public static final BodyStyle NEW = new BodyStyle(List.of(), false);

    /** A text with more changes of style than this is taken to be in its most frequent one. */
    private static final int MOST_RUNS = 1_000;

    /** How a line ends. */
    public enum LineEnd {
        LF("\n", 'l'),
        CRLF("\r\n", 'c'),
        CR("\r", 'r');

        private final String text;
        private final char letter;

        LineEnd(String text, char letter) {
            this.text = text;
            this.letter = letter;
        }

        private static LineEnd of(char letter) {
            for (LineEnd end : values()) {
                if (end.letter == letter) {
                    return end;
                }
            }
            throw new IllegalArgumentException("a line end is l, c or r");
        }
    }

    /** So many lines that end alike. */
    public record Run(int lines, LineEnd end) {
        public Run {
            if (lines < 1) {
                throw new IllegalArgumentException("a run has at least one line");
            }
        }
    }

    public BodyStyle {
        runs = List.copyOf(runs);
    }

    /** The style of a server's text. */
    public static BodyStyle of(String text) {
        List<Run> runs = new ArrayList<>();
        int[] counts = new int[LineEnd.values().length];
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit != '\n' && unit != '\r') {
                continue;
            }
            LineEnd end = unit == '\n' ? LineEnd.LF : LineEnd.CR;
            if (unit == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n') {
                end = LineEnd.CRLF;
                index++;
            }
            counts[end.ordinal()]++;
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null && last.end == end) {
                runs.set(runs.size() - 1, new Run(last.lines + 1, end));
            } else if (runs.size() < MOST_RUNS) {
                runs.add(new Run(1, end));
            } else {
                return new BodyStyle(List.of(new Run(1, mostFrequent(counts))), endsLine(text));
            }
        }
        return new BodyStyle(runs, endsLine(text));
    }

    /** Reads what {@link #stored} wrote. */
    public static BodyStyle ofStored(String stored) {
        List<Run> runs = new ArrayList<>();
        int number = 0;
        for (int index = 0; index < stored.length() - 1; index++) {
            char unit = stored.charAt(index);
            if (unit >= '0' && unit <= '9') {
                number = Math.addExact(Math.multiplyExact(number, 10), unit - '0');
            } else {
                runs.add(new Run(number, LineEnd.of(unit)));
                number = 0;
            }
        }
        char last = stored.isEmpty() ? ' ' : stored.charAt(stored.length() - 1);
        if (number != 0 || (last != '+' && last != '-')) {
            throw new IllegalArgumentException("a stored style is runs and + or -");
        }
        return new BodyStyle(runs, last == '+');
    }

    /**
     * A short text for the mirror's state: {@code 3c1l+} is three lines with CRLF, one with LF, and
     * a final newline.
     */
    public String stored() {
        StringBuilder stored = new StringBuilder();
        runs.forEach(run -> stored.append(run.lines).append(run.end.letter));
        return stored.append(finalNewline ? '+' : '-').toString();
    }

    /**
     * An edited text in this style. Lines that were not touched keep their end; the others get the
     * most frequent one.
     *
     * @param edited the text of the file, with LF
     * @param base the text of the file that was edited, with LF
     */
    public String applied(String edited, String base) {
        String text = ended(edited);
        if (runs.stream().allMatch(run -> run.end == LineEnd.LF)) {
            return text;
        }
        String[] lines = text.split("\n", -1);
        LineEnd[] ends = ends(lines, ended(base).split("\n", -1));
        StringBuilder out = new StringBuilder(text.length() + lines.length);
        for (int index = 0; index < lines.length; index++) {
            out.append(lines[index]);
            if (index < lines.length - 1) {
                out.append(ends[index].text);
            }
        }
        return out.toString();
    }

    /** The text of a file with an end to its last line only where this style has one. */
    private String ended(String fileText) {
        String text = Bodies.unified(fileText);
        if (!finalNewline && text.endsWith("\n")) {
            return text.substring(0, text.length() - 1);
        }
        return finalNewline && !text.isEmpty() && !text.endsWith("\n") ? text + '\n' : text;
    }

    /**
     * The end of each line: what is alike at the start and at the end of both texts was not
     * touched.
     */
    private LineEnd[] ends(String[] lines, String[] baseLines) {
        int[] counts = new int[LineEnd.values().length];
        runs.forEach(run -> counts[run.end.ordinal()] += run.lines);
        LineEnd[] ends = new LineEnd[lines.length];
        Arrays.fill(ends, mostFrequent(counts));
        LineEnd[] baseEnds = new LineEnd[baseLines.length];
        Arrays.fill(baseEnds, mostFrequent(counts));
        int filled = 0;
        for (Run run : runs) {
            int to = Math.min(filled + run.lines, baseEnds.length);
            Arrays.fill(baseEnds, filled, to, run.end);
            filled = to;
        }
        int shorter = Math.min(lines.length, baseLines.length);
        int head = 0;
        while (head < shorter && lines[head].equals(baseLines[head])) {
            ends[head] = baseEnds[head];
            head++;
        }
        for (int tail = 1; tail <= shorter - head; tail++) {
            int line = lines.length - tail;
            int baseLine = baseLines.length - tail;
            if (!lines[line].equals(baseLines[baseLine])) {
                break;
            }
            ends[line] = baseEnds[baseLine];
        }
        return ends;
    }

    private static LineEnd mostFrequent(int[] counts) {
        LineEnd most = LineEnd.LF;
        for (LineEnd end : LineEnd.values()) {
            if (counts[end.ordinal()] > counts[most.ordinal()]) {
                most = end;
            }
        }
        return most;
    }

    private static boolean endsLine(String text) {
        return text.endsWith("\n") || text.endsWith("\r");
    }
}
