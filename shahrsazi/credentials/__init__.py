"""What people sign in with: passwords, sessions, the captcha, rate limits, codes that prove an address."""
