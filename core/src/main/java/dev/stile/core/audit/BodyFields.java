package dev.stile.core.audit;

import java.nio.charset.StandardCharsets;

/**
 * The members of a row that prove its place. Found by one walk over the bytes, since a proof reads
 * hundreds of thousands of rows a second; members that a newer release added are passed over.
 *
 * @param sequence 0 if the row says none
 * @param parent 0 if the row says none
 * @param isHeadAnew whether the row says that the head was missing
 * @param isAccepted whether the row says that a person knows
 */
record BodyFields(
        long sequence,
        String chain,
        String previous,
        String phase,
        long parent,
        boolean isHeadAnew,
        boolean isAccepted) {
    private static final String HEAD_ANEW = AuditVerb.AUDIT_HEAD.wire();
    private static final String ACCEPTED = AuditVerb.AUDIT_ACCEPT.wire();

    static BodyFields read(byte[] body) {
        Walk walk = new Walk(body);
        long sequence = 0;
        long parent = 0;
        String chain = "";
        String previous = "";
        String phase = "";
        boolean headAnew = false;
        boolean accepted = false;
        while (walk.nextMember()) {
            if (walk.nameIs("seq")) {
                sequence = walk.number();
            } else if (walk.nameIs("parent")) {
                parent = walk.number();
            } else if (walk.nameIs("chain")) {
                chain = walk.text();
            } else if (walk.nameIs("prev")) {
                previous = walk.text();
            } else if (walk.nameIs("phase")) {
                phase = walk.text();
            } else if (walk.nameIs("verb")) {
                headAnew = walk.textIs(HEAD_ANEW);
                accepted = walk.textIs(ACCEPTED);
            }
        }
        return new BodyFields(sequence, chain, previous, phase, parent, headAnew, accepted);
    }

    /**
     * Goes over the members of the outermost object. Never past the end, whatever the bytes are.
     */
    private static final class Walk {
        private final byte[] json;
        private int at = 1;
        private int nameStart;
        private int nameEnd;
        private int valueStart;
        private int valueEnd;

        Walk(byte[] json) {
            this.json = json;
        }

        boolean nextMember() {
            if (at >= json.length || json[at] != '"') {
                return false;
            }
            nameStart = at + 1;
            at = endOfString(at);
            nameEnd = Math.max(nameStart, at - 1);
            valueStart = at + 1;
            at = endOfValue(valueStart);
            valueEnd = at;
            at++;
            return valueEnd <= json.length && valueStart < valueEnd;
        }

        boolean nameIs(String wanted) {
            return is(wanted, nameStart, nameEnd);
        }

        boolean textIs(String wanted) {
            return is(wanted, valueStart + 1, valueEnd - 1);
        }

        private boolean is(String wanted, int from, int to) {
            if (to - from != wanted.length()) {
                return false;
            }
            for (int index = 0; index < wanted.length(); index++) {
                if (json[from + index] != wanted.charAt(index)) {
                    return false;
                }
            }
            return true;
        }

        String text() {
            return new String(
                    json,
                    valueStart + 1,
                    Math.max(0, valueEnd - valueStart - 2),
                    StandardCharsets.UTF_8);
        }

        long number() {
            long number = 0;
            for (int index = valueStart; index < valueEnd; index++) {
                int digit = json[index] - '0';
                if (digit < 0 || digit > 9 || number > Long.MAX_VALUE / 10 - 1) {
                    return 0;
                }
                number = number * 10 + digit;
            }
            return number;
        }

        /** The index after the closing quote of the string that opens at {@code start}. */
        private int endOfString(int start) {
            int index = start + 1;
            while (index < json.length && json[index] != '"') {
                index += json[index] == '\\' ? 2 : 1;
            }
            return Math.min(index + 1, json.length);
        }

        /** The index of the comma or brace after the value that starts here. */
        private int endOfValue(int start) {
            int depth = 0;
            int index = start;
            while (index < json.length) {
                byte each = json[index];
                if (each == '"') {
                    index = endOfString(index);
                    continue;
                }
                if (depth == 0 && (each == ',' || each == '}')) {
                    return index;
                }
                if (each == '{' || each == '[') {
                    depth++;
                } else if (each == '}' || each == ']') {
                    depth--;
                }
                index++;
            }
            return index;
        }
    }
}
