package inventory

// RestAPIs holds every REST API: apigateway:GetRestApis.
var RestAPIs = NewTable[RestAPI]("apigateway.rest_apis")

// A RestAPI is a REST API of API Gateway.
type RestAPI struct {
	Resource
}

// RestAPIStages holds the stages of each: apigateway:GetStages.
var RestAPIStages = NewTable[RestAPIStage]("apigateway.stages")

// A RestAPIStage is a stage of a REST API. Its Name is that of the API, a slash
// and its own.
type RestAPIStage struct {
	Resource
	// LoggingLevels is the LoggingLevel of methodSettings, OFF, ERROR or INFO, by
	// resource and method; */* is of all that have none of their own.
	LoggingLevels map[string]string
	WebACLArn     string // empty if no web ACL is associated
}

// APIs holds every HTTP and WebSocket API: apigatewayv2:GetApis.
var APIs = NewTable[API]("apigatewayv2.apis")

// An API is an HTTP or WebSocket API of API Gateway.
type API struct {
	Resource
	ProtocolType string // HTTP or WEBSOCKET
}

// APIStages holds the stages of each: apigatewayv2:GetStages.
var APIStages = NewTable[APIStage]("apigatewayv2.stages")

// An APIStage is a stage of an HTTP or WebSocket API. Its Name is that of the
// API, a slash and its own.
type APIStage struct {
	Resource
	ProtocolType   string // of its API
	AccessLogsTo   string // DestinationArn of accessLogSettings, or empty
	DefaultLogging string // LoggingLevel of defaultRouteSettings: OFF, ERROR, INFO, or empty
	// RouteLogging is the LoggingLevel of each route that has one of its own.
	RouteLogging map[string]string
}
