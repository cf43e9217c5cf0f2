"""Who works here: members of staff, their way in with a second factor, and what their pages need."""
