"""Checks what was proven without solving anything: certificates, published ends, witnesses, and what they rest on."""
