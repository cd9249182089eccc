package dev.stile.simulator.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the requests of one connection (RFC 9112), strictly and within bounds. */
final class RequestReader {
    static final int MAX_LINE = 16 << 10;
    static final int MAX_HEADER_BYTES = 64 << 10;
    static final int MAX_BODY = 32 << 20;

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,8}");

    private final InputStream in;
    private final OutputStream out;

    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request, or none when the client closed the connection between two of them. */
    Optional<Request> next() throws IOException, BadRequestException {
        Optional<String> first = line(MAX_LINE, 414);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = first.get().split(" ", -1);
        if (parts.length != 3
                || !TOKEN.matcher(parts[0]).matches()
                || !parts[2].matches("HTTP/1\\.[01]")) {
            throw new BadRequestException(400, "the request line is malformed");
        }
        String target = parts[1];
        if (!target.startsWith("/") || target.indexOf('#') >= 0) {
            throw new BadRequestException(400, "the request target is not a path");
        }
        Headers headers = headers();
        if (parts[2].equals("HTTP/1.1") && headers.all("Host").size() != 1) {
            throw new BadRequestException(400, "there is not exactly one Host field");
        }
        if (parts[2].equals("HTTP/1.0")) {
            headers = headers.with("Connection", "close");
        }
        byte[] body = body(headers);
        int mark = target.indexOf('?');
        return Optional.of(
                new Request(
                        parts[0],
                        mark < 0 ? target : target.substring(0, mark),
                        mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                        headers,
                        body));
    }

    private Headers headers() throws IOException, BadRequestException {
        List<Headers.Field> fields = new ArrayList<>();
        int total = 0;
        while (true) {
            String line = line(MAX_HEADER_BYTES, 431).orElseThrow(EOFException::new);
            if (line.isEmpty()) {
                return new Headers(fields);
            }
            total += line.length();
            if (total > MAX_HEADER_BYTES || fields.size() == 200) {
                throw new BadRequestException(431, "the header is too large");
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
                throw new BadRequestException(400, "a header field is malformed");
            }
            fields.add(
                    new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    private byte[] body(Headers headers) throws IOException, BadRequestException {
        List<String> lengths = headers.all("Content-Length");
        List<String> codings = headers.all("Transfer-Encoding");
        if (lengths.isEmpty() && codings.isEmpty()) {
            return new byte[0];
        }
        if (lengths.size() + codings.size() > 1) {
            // RFC 9112 section 6.3: two framings are an attempt to smuggle a request.
            throw new BadRequestException(400, "the body is framed twice");
        }
        if (!codings.isEmpty()) {
            if (!codings.getFirst().equalsIgnoreCase("chunked")) {
                throw new BadRequestException(501, "the transfer coding is not supported");
            }
            expectContinue(headers);
            return chunks();
        }
        String stated = lengths.getFirst();
        if (!LENGTH.matcher(stated).matches()) {
            throw new BadRequestException(400, "the content length is no number");
        }
        long length = Long.parseLong(stated);
        if (length > MAX_BODY) {
            throw new BadRequestException(413, "the body is larger than " + MAX_BODY + " bytes");
        }
        if (length > 0) {
            expectContinue(headers);
        }
        return exactly((int) length);
    }

    private void expectContinue(Headers headers) throws IOException {
        if (headers.first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
    }

    private byte[] chunks() throws IOException, BadRequestException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = line(MAX_LINE, 400).orElseThrow(EOFException::new);
            int extension = line.indexOf(';');
            String size = (extension < 0 ? line : line.substring(0, extension)).strip();
            if (!CHUNK_SIZE.matcher(size).matches()) {
                throw new BadRequestException(400, "a chunk size is malformed");
            }
            long length = Long.parseLong(size, 16);
            if (body.size() + length > MAX_BODY) {
                throw new BadRequestException(
                        413, "the body is larger than " + MAX_BODY + " bytes");
            }
            if (length == 0) {
                headers();
                return body.toByteArray();
            }
            body.writeBytes(exactly((int) length));
            if (!line(2, 400).orElseThrow(EOFException::new).isEmpty()) {
                throw new BadRequestException(400, "a chunk is longer than it says");
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** A line without its CRLF; none at the end of the stream. */
    private Optional<String> line(int limit, int statusWhenLonger)
            throws IOException, BadRequestException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            int b = in.read();
            if (b < 0) {
                if (line.size() > 0) {
                    throw new EOFException();
                }
                return Optional.empty();
            }
            if (b == '\r') {
                if (in.read() != '\n') {
                    throw new BadRequestException(400, "a line does not end in CR LF");
                }
                return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
            }
            if (b < ' ' && b != '\t') {
                throw new BadRequestException(400, "a line holds a control character");
            }
            if (line.size() == limit) {
                throw new BadRequestException(
                        statusWhenLonger, "a line is longer than " + limit + " bytes");
            }
            line.write(b);
        }
    }
}
