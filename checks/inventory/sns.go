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
