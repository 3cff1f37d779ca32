"""Keep the plan's money: budgets, spending, earned value, benefits."""
