package dev.stile.connectors.redmine.wire;

import dev.stile.api.record.TrackerRecord;

/**
 * An issue as read.
 *
 * @param number its id
 * @param project numeric id of the project that it is in now
 * @param isPrivate whether the server calls it private
 * @param record what is shown of it
 */
public record Issue(long number, long project, boolean isPrivate, TrackerRecord record) {}
