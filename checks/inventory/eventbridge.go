package inventory

// EventBuses holds every event bus with its policy: eventbridge:ListEventBuses.
var EventBuses = NewTable[ResourcePolicy]("eventbridge.event_buses")
