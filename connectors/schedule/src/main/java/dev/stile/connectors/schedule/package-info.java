/**
 * Events at planned times: a cron expression in a time zone.
 *
 * <p>In: settings and the clock. Out: one event for each planned instant, once each. Only the host
 * calls, through {@link dev.stile.connectors.schedule.ScheduleProvider}.
 */
@NullMarked
package dev.stile.connectors.schedule;

import org.jspecify.annotations.NullMarked;
