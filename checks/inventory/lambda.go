package inventory

// LambdaFunctions holds every function, its unpublished version:
// lambda:ListFunctions.
var LambdaFunctions = NewTable[LambdaFunction]("lambda.functions")

// A LambdaFunction is a function.
type LambdaFunction struct {
	Resource // AWS::Lambda::Function
}

// LambdaPolicies holds the policy of each function, without those of its
// versions and aliases: lambda:GetPolicy. ResourceNotFoundException is the row
// without a document.
var LambdaPolicies = NewTable[ResourcePolicy]("lambda.policies")
