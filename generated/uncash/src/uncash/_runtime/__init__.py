"""What every generated package has in common: transport, errors, retries, exact JSON."""
