package dev.stile.testkit.hosting;

import dev.stile.testkit.suite.Suite;

/** What each case does. */
final class HostCases {
    private HostCases() {}

    /** The work of one case in a scene of its own. */
    static Suite.Case in(HostScene scene, HostCase name) {
        return switch (name) {
            case C01 -> new LifeCases(scene)::validSettingsSucceedWithoutNetwork;
            case C02 -> new LifeCases(scene)::invalidSettingsReturnFailureNamingKey;
            case C03 -> new LifeCases(scene)::unknownKeyNamesNearest;
            case C04 -> new LifeCases(scene)::throwingAdapterIsAFailedResult;
            case C05 -> new LifeCases(scene)::shutdownTwiceAndThrowingIsSilent;
            case C06 -> new LifeCases(scene)::callsOutsideReadyStateFailTyped;
            case C07 -> new LifeCases(scene)::healthReportsIdentityAndBudget;
            case C08 -> new LifeCases(scene)::healthFailureIsAValueInTime;
            case C09 -> new LifeCases(scene)::unexpectedExceptionBecomesInternalWithCause;
            case C10 -> new LifeCases(scene)::typedErrorPassesUnchanged;
            case C11 -> new LifeCases(scene)::hangingRequestEndsAtDeadlineAndCancels;
            case C12 -> new LifeCases(scene)::malformedAnswersAreMalformed;
            case C13 -> new CreateCases(scene)::returnsNumberUrlHeadAndBase;
            case C14 -> new CreateCases(scene)::sendsDraftLabelsAndReviewers;
            case C15 -> new CreateCases(scene)::twiceGivesOne;
            case C16 -> new CreateCases(scene)::lostAnswerGivesOne;
            case C17 -> new CreateCases(scene)::labelFailureIsAWarningWithNumber;
            case C18 -> new CreateCases(scene)::fromAFork;
            case C19 -> new CreateCases(scene)::overLimitsIsInvalidBeforeRequest;
            case C20 -> new UpdateCases(scene)::nothingSendsNothing;
            case C21 -> new UpdateCases(scene)::eachFieldAloneAndVerified;
            case C22 -> new UpdateCases(scene)::draftBothWaysIsReal;
            case C23 -> new UpdateCases(scene)::missingLabelRemovalIsFineAndOtherErrorsNot;
            case C24 -> new UpdateCases(scene)::closeIsIdempotentAndRespectsExpectedHead;
            case C25 -> new StatusCases(scene)::openClosedMergedDraft;
            case C26 -> new StatusCases(scene)::carriesHeadAndBaseSha;
            case C27 -> new StatusCases(scene)::mergeabilityNotComputedIsUnknown;
            case C28 -> new StatusCases(scene)::realConflictIsConflicting;
            case C29 -> new StatusCases(scene)::unmetRulesAreBlockedWithReasons;
            case C30 -> new StatusCases(scene)::unknownHostWordIsNeverGood;
            case C31 -> new CheckCases(scene)::allSourcesWorstWins;
            case C32 -> new CheckCases(scene)::requiredAndOptionalApart;
            case C33 -> new CheckCases(scene)::newestRunOnHeadOnly;
            case C34 -> new CheckCases(scene)::sourceFailureIsUnknown;
            case C35 -> new CheckCases(scene)::absentIsNone;
            case C36 -> new ReviewCases(scene)::standingOpinionPerPerson;
            case C37 -> new ReviewCases(scene)::countingRules;
            case C38 -> new ReviewCases(scene)::requestedArePending;
            case C39 -> new ListCases(scene)::longerThanAPageAreReadWhole;
            case C40 -> new ListCases(scene)::capOrFailedPageIsIncomplete;
            case C41 -> new ListCases(scene)::commentsOfAllKindsTypedAndOrdered;
            case C42 -> new ListCases(scene)::snapshotSpeaksOfOneHead;
            case C43 -> new MergeCases(scene)::eachAllowedStrategyLandsTheRightTree;
            case C44 -> new MergeCases(scene)::unexpectedHeadIsRefusedAndNothingLands;
            case C45 -> new MergeCases(scene)::conflictIsConflict;
            case C46 -> new MergeCases(scene)::unmetRuleIsBlockedWithReasonsAndNoRequest;
            case C47 -> new MergeCases(scene)::unknownStateWaits;
            case C48 -> new MergeCases(scene)::draftAndClosedAreRefused;
            case C49 -> new MergeCases(scene)::disallowedStrategyIsRefused;
            case C50 -> new MergeCases(scene)::withoutPermissionIsRefusedAndTyped;
            case C51 -> new MergeFaultCases(scene)::racesAreClassifiedByReadingAgain;
            case C52 -> new MergeFaultCases(scene)::lostAnswerIsSettledByReading;
            case C53 -> new MergeCases(scene)::alreadyMergedIsReportedAndNotRepeated;
            case C54 -> new MergeCases(scene)::withAQueueItIsQueuedThenMerged;
            case C55 -> new MergeCases(scene)::neverSendsBypassParameters;
            case C56 -> new MergeCases(scene)::aBypassingIdentityObeysRules;
            case C57 -> new MergeFaultCases(scene)::rateLimitedSaysUntil;
            case C58 -> new MergeCases(scene)::namesTheExpectedHeadOnTheWire;
            case C59 -> new MergeFaultCases(scene)::reportedOnlyWhenReadBack;
            case C60 -> new MergeCases(scene)::mergedByAPersonIsSeenWithWhoAndWhen;
            case C61 -> new CommentCases(scene)::conversationAndKeyFoundAgain;
            case C62 -> new CommentCases(scene)::replyThreadsOrSaysNot;
            case C63 -> new CommentCases(scene)::wrongIdKindIsInvalid;
            case C64 -> new CommentCases(scene)::textCannotRunHostCommands;
            case C65 -> new DismissCases(scene)::allStandingAndNoneElse;
            case C66 -> new DismissCases(scene)::noneWritesNothing;
            case C67 -> new DismissCases(scene)::refusedListsRemaining;
            case C68 -> new BranchCases(scene)::allSourcesJoined;
            case C69 -> new BranchCases(scene)::absentUnprotectedAndInvisibleDiffer;
            case C70 -> new BranchCases(scene)::oddBranchNames;
            case C71 -> new BranchCases(scene)::defaultBranchAndMovedRepository;
            case C72 -> new BranchCases(scene)::repoPathRulesOfTheHost;
            case C73 -> new EventCases(scene)::matchDerivationForEachState;
            case C74 -> new EventCases(scene)::sameAfterRestart;
            case C75 -> new EventCases(scene)::terminalStatesStandAlone;
            case C76 -> new EventCases(scene)::readyNeedsAllFactsAtOnce;
            case C77 -> new LimitCases(scene)::primaryAndSecondaryTypedWithTime;
            case C78 -> new LimitCases(scene)::betweenPagesConcludesNothing;
            case C79 -> new LimitCases(scene)::serverErrorsAndPermissionTyped;
            case C80 -> new SecretCases(scene)::allowedOriginGetsCredentials;
            case C81 -> new SecretCases(scene)::foreignRefusedSshUntouched;
            case C82 -> new SecretCases(scene)::existingUserinfoReplacedAndEncoded;
            case C83 -> new SecretCases(scene)::redirectNeverCarriesCredentials;
            case C84 -> new SecretCases(scene)::canaryScanNoSecretInAnyOutput;
        };
    }
}
