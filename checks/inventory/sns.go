package inventory

// SNSTopics holds every topic: sns:ListTopics.
var SNSTopics = NewTable[SNSTopic]("sns.topics")

// An SNSTopic is a topic that messages are published to.
type SNSTopic struct {
	Resource // AWS::SNS::Topic
}

// SNSTopicPolicies holds the policy of each topic: the attribute Policy of
// sns:GetTopicAttributes. Every topic has one.
var SNSTopicPolicies = NewTable[ResourcePolicy]("sns.topic_policies")

// SNSSubscriptions holds who is subscribed to each topic that an alarm names:
// sns:ListSubscriptionsByTopic.
var SNSSubscriptions = NewTable[SNSSubscription]("sns.subscriptions")

// An SNSSubscription is all subscriptions of one topic. Its Resource is the topic,
// which may be of another account.
type SNSSubscription struct {
	Resource      // AWS::SNS::Topic
	Exists   bool // false if AWS knows no such topic
	// Confirmed and Pending are how many subscriptions there are: those with an ARN,
	// and those that wait for their owner to agree.
	Confirmed int
	Pending   int
}
