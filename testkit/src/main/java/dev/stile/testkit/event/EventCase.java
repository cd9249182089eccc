package dev.stile.testkit.event;

/** The cases of the contract. Numbers and names are binding. */
public enum EventCase {
    E01("startNowTellsOnlyWhatComesLater"),
    E02("startBeginningTellsWhatThereWas"),
    E03("orderIsKept"),
    E04("idsAreStableOverRestarts"),
    E05("toldAgainIsTheSameBytes"),
    E06("nothingIsLostOnACrashBeforeTheAck"),
    E07("acknowledgedIsNotToldAgain"),
    E08("anotherOccurrenceIsAnotherId"),
    E09("lostPlaceIsAGap"),
    E10("saysWhenAllIsTold"),
    E11("blockedSinkBlocksTheSource"),
    E12("closedSinkEndsTheRunInTime"),
    E13("closedPauseEndsTheRunInTime"),
    E14("onlyItsOwnThreadTells"),
    E15("payloadsAreBounded"),
    E16("payloadsAreFromOutside"),
    E17("refusedIsSettled"),
    E18("failureIsOfTheFamilyAndLosesNothing");

    private final String title;

    EventCase(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return name() + " " + title;
    }
}
