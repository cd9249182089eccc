package dev.stile.api.record;

import dev.stile.api.value.Version;

import java.time.Instant;
import java.util.Optional;

/**
 * What the server alone decides about a record.
 *
 * @param author who made it
 * @param url where people look at it
 * @param createdAt when it was made, on the server's clock
 * @param updatedAt when it last changed, on the server's clock
 * @param version changes whenever a shown field changes
 * @param vendorKey an internal key beside the id, where the vendor has one
 * @param comments how many comments there are
 * @param body whether the body was read
 * @param rawBodySha256 lower-case hex SHA-256 of the vendor's own form of the body, when it was
 *     read
 */
public record RecordMeta(
        Optional<Person> author,
        Optional<String> url,
        Optional<Instant> createdAt,
        Optional<Instant> updatedAt,
        Version version,
        Optional<String> vendorKey,
        CommentCount comments,
        BodyState body,
        Optional<String> rawBodySha256) {

    /** Only a version, and a body that is here; the rest is added by {@code with} methods. */
    public static RecordMeta of(Version version) {
        return new RecordMeta(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                version,
                Optional.empty(),
                new CommentCount.Deferred(),
                BodyState.PRESENT,
                Optional.empty());
    }

    public RecordMeta withAuthor(Person newAuthor) {
        return new RecordMeta(
                Optional.of(newAuthor),
                url,
                createdAt,
                updatedAt,
                version,
                vendorKey,
                comments,
                body,
                rawBodySha256);
    }

    public RecordMeta withUrl(String newUrl) {
        return new RecordMeta(
                author,
                Optional.of(newUrl),
                createdAt,
                updatedAt,
                version,
                vendorKey,
                comments,
                body,
                rawBodySha256);
    }

    public RecordMeta withTimes(Optional<Instant> created, Optional<Instant> updated) {
        return new RecordMeta(
                author, url, created, updated, version, vendorKey, comments, body, rawBodySha256);
    }

    public RecordMeta withVendorKey(String key) {
        return new RecordMeta(
                author,
                url,
                createdAt,
                updatedAt,
                version,
                Optional.of(key),
                comments,
                body,
                rawBodySha256);
    }

    public RecordMeta withComments(CommentCount count) {
        return new RecordMeta(
                author, url, createdAt, updatedAt, version, vendorKey, count, body, rawBodySha256);
    }

    public RecordMeta withBody(BodyState state, Optional<String> rawSha256) {
        return new RecordMeta(
                author, url, createdAt, updatedAt, version, vendorKey, comments, state, rawSha256);
    }
}
