package dev.stile.testkit.contract;

/** The cases of the contract. Numbers and names are binding. */
public enum CaseName {
    C01("nameIsStableSlug"),
    C02("featuresAreConstantAndOffline"),
    C03("schemaAgreesWithFeatures"),
    C04("idsRoundTripThroughPaths"),
    C05("rootNameIsValid"),
    C06("emptyProjectIsEmptyAndComplete"),
    C07("missingProjectIsNotFound"),
    C08("allPagesAreFollowed"),
    C09("secondPageRequestIsWhatTheServerSaid"),
    C10("eachIdOnceWhenPagesShift"),
    C11("truncationIsTyped"),
    C12("repeatedCursorEnds"),
    C13("failureMidwayKeepsPages"),
    C14("resumeFromPosition"),
    C15("memoryBoundedAt100k"),
    C16("oneBadItemIsIsolated"),
    C17("foreignKindsAreFiltered"),
    C18("listEqualsGet"),
    C19("unknownIdIsNotFound"),
    C20("renderingIsDeterministic"),
    C21("hostileTextSurvives"),
    C22("batchReportsPerId"),
    C23("conditionalReadCostsNoBody"),
    C24("changedSinceIncludesBoundary"),
    C25("sameSecondEditsAreSeen"),
    C26("clockSkewLosesNothing"),
    C27("deltaUnionEqualsFull"),
    C28("badCursorIsTyped"),
    C29("deletionsOnlyWhenNamed"),
    C30("ownWriteComesBackAtWrittenVersion"),
    C31("createReturnsServerRecord"),
    C32("everyWritableFieldIsSent"),
    C33("lostAnswerMakesOneRecord"),
    C34("findCreatedNeverGuesses"),
    C35("partialCreateKeepsId"),
    C36("invalidNamesTheField"),
    C37("idsAreNeverReused"),
    C38("onlyChangedFieldsLeave"),
    C39("staleVersionIsMismatchWithCurrent"),
    C40("concurrentWritersOneWins"),
    C41("clearingAField"),
    C42("listDeltaKeepsStrangersItems"),
    C43("readBackReportsIgnoredFields"),
    C44("repeatIsNoSecondWrite"),
    C45("normalisationIsStable"),
    C46("serverOwnedCannotBeExpressed"),
    C47("everyStatusNameRoundTrips"),
    C48("illegalTransitionListsReachable"),
    C49("ambiguousTransitionIsRefused"),
    C50("categoryIsNeverSent"),
    C51("deleteOrCloseDoesWhatItSays"),
    C52("absentIsAlreadyGone"),
    C53("noFallbackBetweenDeleteAndClose"),
    C54("staleDeleteIsMismatch"),
    C55("reasonIsMapped"),
    C56("uneditedBodyIsNotSent"),
    C57("editOneBlockTouchesOneBlock"),
    C58("opaqueBlockSurvives"),
    C59("opaqueEditIsRefused"),
    C60("lineEndsSurvive"),
    C61("subsetRoundTrips"),
    C62("unknownPersonIsRefused"),
    C63("sameDisplayNameTwice"),
    C64("parentAndLinksRoundTrip"),
    C65("commentsRoundTrip"),
    C66("attachmentBytesMatch"),
    C67("retryAfterSecondsAndDate"),
    C68("secondaryLimitWithoutHeader"),
    C69("limitInsideSuccessStatus"),
    C70("waitBudgetIsReported"),
    C71("limitSurvivesRestart"),
    C72("writePacing"),
    C73("resetBeforeAnswerOfWriteIsUnknown"),
    C74("serverErrorOnReadIsRetried"),
    C75("nonJsonAnswerIsMalformed"),
    C76("cutAnswerIsMalformed"),
    C77("slowAnswerHonoursDeadline"),
    C78("interruptionStopsInTime"),
    C79("oversizeAnswerIsBounded"),
    C80("authHeaderIsExact"),
    C81("secretNeverInOutput"),
    C82("onlyAllowedOrigins"),
    C83("foreignNextLinkIsNotFollowed"),
    C84("queryTextIsEscaped"),
    C85("unauthorisedAndForbiddenDiffer"),
    C86("parallelCallsDoNotMix"),
    C87("requestCounts");

    private final String title;

    CaseName(String title) {
        this.title = title;
    }

    /** The binding name, as the method of the case is called. */
    public String title() {
        return title;
    }

    @Override
    public String toString() {
        return name() + " " + title;
    }
}
