package inventory

// SageMakerDomainList holds the identity of every domain of SageMaker AI:
// sagemaker:ListDomains.
var SageMakerDomainList = NewTable[SageMakerDomainListEntry]("sagemaker.domain_list")

// A SageMakerDomainListEntry is all that the list says of a domain that matters.
type SageMakerDomainListEntry struct {
	Resource
}

// SageMakerDomains holds how people sign in to each: sagemaker:DescribeDomain.
var SageMakerDomains = NewTable[SageMakerDomain]("sagemaker.domains")

// A SageMakerDomain is a domain of SageMaker Studio, whose Resource it has.
type SageMakerDomain struct {
	Resource
	AuthMode string // SSO or IAM
	Status   string // InService, Pending, Updating, Deleting, Failed, ...
}
