package io.vsgateway.access.token;

import io.vsgateway.access.Role;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Maps the roles that a token names to roles here. A token makes a player; anything more must be
/// named by the operator, except for moderators. The first matching rule counts.
record RoleRules(List<Rule> rules) {
    private record Rule(Role role, Set<String> names) {}

    static RoleRules of(TokenSettings settings) {
        TokenSettings.Roles roles = settings.roles();
        return new RoleRules(
                List.of(
                        rule(Role.ADMIN, roles.admin()),
                        rule(Role.SERVICE, roles.service()),
                        rule(Role.MODERATOR, Optional.of(roles.moderator())),
                        rule(Role.MONITOR, roles.monitor())));
    }

    private static Rule rule(Role role, Optional<List<String>> names) {
        return new Rule(role, Set.copyOf(names.orElse(List.of())));
    }

    Role of(Collection<String> named) {
        return rules.stream()
                .filter(rule -> named.stream().anyMatch(rule.names::contains))
                .map(Rule::role)
                .findFirst()
                .orElse(Role.PLAYER);
    }
}
