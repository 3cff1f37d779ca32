"""Draw the plan: objectives, initiatives, roadmap, resources, risks, KPIs, portfolio."""
