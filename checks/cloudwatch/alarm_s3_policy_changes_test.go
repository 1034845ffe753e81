package cloudwatch

import "testing"

func TestAlarmS3PolicyChanges(t *testing.T) {
	alarmCases(t, AlarmS3PolicyChanges, patterns{
		ofCIS: `{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication)) }`,
		same: []string{
			`{($.eventName="DeleteBucketReplication")||($.eventName="DeleteBucketLifecycle")||($.eventName="DeleteBucketCors")||($.eventName="DeleteBucketPolicy")||($.eventName="PutBucketReplication")||($.eventName="PutBucketLifecycle")||($.eventName="PutBucketCors")||($.eventName="PutBucketPolicy")||($.eventName="PutBucketAcl")}`,
			`{ $.eventSource = "s3.amazonaws.com" && (($.eventName = PutBucketAcl) || ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication)) }`,
		},
		less: `{ ($.eventName = PutBucketPolicy) || ($.eventName = PutBucketCors) || ($.eventName = PutBucketLifecycle) || ($.eventName = PutBucketReplication) || ($.eventName = DeleteBucketPolicy) || ($.eventName = DeleteBucketCors) || ($.eventName = DeleteBucketLifecycle) || ($.eventName = DeleteBucketReplication) }`, missing: "PutBucketAcl",
	})
}
