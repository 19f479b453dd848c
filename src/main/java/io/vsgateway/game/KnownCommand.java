package io.vsgateway.game;

/// A command that the game says it understands.
///
/// @param name as it is typed, such as `/time`
/// @param usage the name with its arguments, such as `/tp <source> [target]`
/// @param description may be empty
public record KnownCommand(String name, String usage, String description) {}
