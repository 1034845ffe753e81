package yourside_test

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
)

// faults are what a scan must survive, and the tests that say what its report is
// then. Those of internal/e2e are of the binary, the others of its parts.
var faults = []struct {
	id, fault string
	tests     []string
}{
	{"A1", "an operation that is not declared, or does not only read", []string{
		"TestOperationsOnlyRead", "TestTheBinaryHoldsTheDeclaredOperationsOnly", "TestAScanCallsWhatThePermissionsNameAndNothingElse", "TestAScanChangesNothing",
	}},
	{"A2", "a call of such an operation", []string{
		"TestAnOperationNobodyDeclaredIsRefusedBeforeItIsSent", "TestACallThatGoesRoundTheGuardIsNotSent", "TestTheGuardRefusesUndeclaredOperations",
	}},
	{"A3", "a connection to anybody but AWS", []string{
		"TestAScanTalksToAWSAndToNobodyElse", "TestWhatNeedsNoAWSTalksToNobody", "TestNothingIsSentToAHostThatIsNotOfAWS", "TestARedirectIsNotFollowed",
	}},
	{"A4", "secrets in what AWS answers, and a panic over them", []string{
		"TestNoSecretIsInAnyOutputWhateverHappens", "TestEveryFieldThatMayBeASecretIsRedacted", "TestARecordingHoldsNoSecrets", "TestNobodySeesASecretRecordedOrNot",
	}},
	{"B1", "each operation denied in turn, and all", []string{
		"TestEachOperationDeniedInTurnMakesUnknownWhatRestsOnItAlone", "TestAllOperationsDeniedLeavesNothingButUnknown", "TestWhatIsDeniedIsUnknownAndTheRestIsJudged",
	}},
	{"B2", "an organization that forbids a region, or all", []string{
		"TestARegionThatCannotBeAskedIsUnknownAndTheOthersAreJudged", "TestAnAccountWhereTheOrganizationForbidsAllIsUnknownAtOnce",
		"TestFaultsThatStayAreUnknownWithTheirReasonAndNothingElseIs",
	}},
	{"B3", "a region that is off, cannot be reached, or never answers", []string{
		"TestTheScopeIsWhatIsEnabledOrWanted", "TestARegionThatCannotBeAskedIsUnknownAndTheOthersAreJudged",
		"TestARegionThatNeverAnswersTakesNoLongerThanACall", "TestAServiceThatNeverAnswersInARegionHoldsUpNothing",
	}},
	{"B4", "a token that expires in the middle", []string{
		"TestATokenThatExpiresLeavesWhatWasReadAndNoStormOfCalls", "TestATokenThatIsRenewedChangesNothing", "TestCredentialsThatExpireInAScanAreRenewedOnce",
	}},
	{"C1", "throttles, and rates below what is published", []string{
		"TestALargeAccountTakesAsLongAsTheLimitsOfAWSSay", "TestAnAccountThatAllowsLessThanPublishedIsReadWhole",
		"TestFaultsThatPassChangeNothing", "TestThrottlesOfOneBurstSlowDownOnce",
	}},
	{"C2", "500, 503, resets, cut and dripping answers", []string{
		"TestTheReportIsTheSameHoweverTheScanWent", "TestFaultsThatPassChangeNothing", "TestAnAnswerThatTricklesIsAskedForAgain",
	}},
	{"C3", "a service that always fails", []string{
		"TestAServiceThatAlwaysFailsIsGivenUpWithWhatItSaid", "TestAServiceThatIsGivenUpIsALine", "TestWhatFailsIsTriedAsOftenAsItIsWorth",
	}},
	{"C4", "pages that go round, are empty, or are very many", []string{
		"TestPagesThatGoRoundInACircleAreLeft", "TestPagesThatGoRoundInACircleAreAGap", "TestPagesThatComeToAnEndAreAllRead",
	}},
	{"C5", "answers that are malformed, huge or deep", []string{
		"TestAnAnswerThatIsCutIsAGapWhereverItIsCut", "TestAnAnswerThatIsOddIsAGap", "TestAHugeAnswerIsNotKept", "TestWhatNobodyReadsMayBeDeep",
		"TestAnAnswerThatIsNotOfAWSIsMalformed", "TestWhatIsNoPolicyIsAnErrorWithItsPlace",
	}},
	{"C6", "a wrong clock, and dates far from now", []string{
		"TestAWrongClockIsCorrected", "TestAWrongClockIsNoReasonToRenew", "TestDatesFarFromNowAreDates",
	}},
	{"C7", "a resource that is deleted between list and detail", []string{
		"TestWhatIsDeletedMeanwhileIsNoFindingAndNoGap", "TestABucketDeletedMeanwhileIsGone", "TestAQueueThatIsNoMoreIsGone",
	}},
	{"D1", "an interrupt at any point", []string{
		"TestAnInterruptedScanEndsSoonWithWhatItRead", "TestASecondInterruptEndsAtOnce", "TestAScanIsGoneOnWithWheneverItWasKilledOrStopped",
	}},
	{"D2", "a kill at any point, and going on", []string{
		"TestAScanThatWasKilledOrStoppedIsGoneOnWithAsIfNothingHadBeen", "TestAScanIsGoneOnWithWheneverItWasKilledOrStopped",
	}},
	{"D3", "a full disk, a directory for reading only, a pipe that nobody reads", []string{
		"TestAReportThatADiskHasNoRoomForIsALineAndNoFile", "TestADirectoryThatIsForReadingOnlyIsALineBeforeTheScan", "TestAPipeThatNobodyReadsIsALine",
	}},
	{"D4", "few open files, little memory, one processor", []string{
		"TestTheReportIsTheSameHoweverTheScanWent", "TestAScanGetsOnWithLittleMemory", "TestFewOpenFilesAreEnough",
	}},
	{"E1", "hostile names", []string{
		"TestAHostileNameStaysInItsLine", "TestAHostileNameIsEscapedInJSONAndSARIFAndMeansTheSame", "TestAHostileNameStaysBelowItsAccount",
	}},
	{"E2", "any bytes at all (`make fuzz`)", []string{
		"FuzzParse", "FuzzMatch", "FuzzEvaluate", "FuzzACL", "FuzzOpen", "FuzzRedact", "FuzzCredentialReport", "FuzzFormats",
	}},
	{"E3", "answers in any order, on any number of processors", []string{
		"TestTheReportIsTheSameHoweverTheScanWent", "TestTheReportIsTheSameEachTime", "TestTheSameAccountHasTheSameFindingsWhateverTheOrder",
	}},
	{"E4", "a large account", []string{"TestALargeAccountTakesAsLongAsTheLimitsOfAWSSay"}}, // its memory: `make bench`
	{"E5", "many scans in one process", []string{"TestManyScansInOneProcessLeaveNothingBehind"}},
	{"F1", "a condition that is turned round, an error that is lost (`make mutate`)", []string{
		"TestAllThatMakesAVerdictIsNoticed", "TestEachErrorOfACollectorIsNoticed",
	}},
	{"F2", "another machine that builds it (`make reproducible`)", []string{"TestActionsOfOthersArePinned"}},
}

var testName = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`)

func TestEachFaultHasItsTests(t *testing.T) {
	there := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		content, err := os.ReadFile(name)
		for _, m := range testName.FindAllSubmatch(content, -1) {
			there[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range faults {
		for _, name := range f.tests {
			if !there[name] {
				t.Errorf("%s, %s: there is no %s", f.id, f.fault, name)
			}
		}
	}
}
