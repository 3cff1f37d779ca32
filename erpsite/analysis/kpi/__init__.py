"""Judge KPIs against their targets."""
