"""A registration: typed as a draft, submitted, confirmed by a second clerk, and active."""
