"""Who works here: members of staff, their sign-in with a second factor, and what their pages require."""
