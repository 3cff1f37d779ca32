"""Draw the monthly reviews and the registers over all of them."""
