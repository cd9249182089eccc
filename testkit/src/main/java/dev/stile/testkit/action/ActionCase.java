package dev.stile.testkit.action;

/** The cases of the contract. Numbers and names are binding. */
public enum ActionCase {
    A01("actionsAreThoseOfTheManifestAndOffline"),
    A02("schemasAreValidAndClosed"),
    A03("recipientsAndCategoriesSayWhatIsDone"),
    A04("outputFitsItsSchema"),
    A05("unknownActionIsNotSupported"),
    A06("missingMemberIsInvalidByName"),
    A07("refusedValueNamesItsMember"),
    A08("effectHappensOnce"),
    A09("readingChangesNothing"),
    A10("lostAnswerIsUnknown"),
    A11("whatNeverLeftIsNotUnknown"),
    A12("lostAnswerOfAReadCanBeRepeated"),
    A13("reconcileFindsWhatWasDone"),
    A14("reconcileNeverGuesses"),
    A15("reconcileChangesNothing"),
    A16("repeatedKeyIsOneEffect"),
    A17("naturalRepeatIsHarmless"),
    A18("outputIsLabelledAsOutside"),
    A19("receiptsTellEffectsApart"),
    A20("errorsAreOfTheOneFamily");

    private final String title;

    ActionCase(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return name() + " " + title;
    }
}
