package dev.stile.api.value;

/**
 * The closed list of value types that a program may take out of tainted data, because a grammar
 * bounds each of them.
 */
public sealed interface Checked
        permits RecordId,
                EventId,
                Version,
                Cursor,
                Position,
                ProjectRef,
                Quantity,
                Moment,
                Fact,
                Token,
                Sha,
                BranchName {}
