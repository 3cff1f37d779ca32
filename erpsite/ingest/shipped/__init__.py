"""Read the files that erpsite knows, through the door that other packages use."""
