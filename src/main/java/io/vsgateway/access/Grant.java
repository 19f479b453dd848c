package io.vsgateway.access;

/// What a verifier vouches for: the role, the stable name of the credential, and how it was shown.
record Grant(Role role, String name, Proof proof) {}
