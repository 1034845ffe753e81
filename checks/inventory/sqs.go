package inventory

// SQSQueues holds every queue: sqs:ListQueues. Its ARN is made of the URL,
// which is all that AWS returns.
var SQSQueues = NewTable[SQSQueue]("sqs.queues")

// An SQSQueue is a message queue.
type SQSQueue struct {
	Resource        // AWS::SQS::Queue
	URL      string // by which the other operations know it
}

// SQSQueuePolicies holds the policy of each queue: sqs:GetQueueAttributes with
// the name Policy. A queue that has none has a row without a document.
var SQSQueuePolicies = NewTable[ResourcePolicy]("sqs.queue_policies")
