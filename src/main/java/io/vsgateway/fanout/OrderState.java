package io.vsgateway.fanout;

/// How the order fares, for those who operate it.
///
/// @param isShared whether several instances share it
/// @param isReached whether it can be reached
/// @param isFull whether it has no room for what is proposed
/// @param silentMillis how long nothing was heard from it
/// @param waiting proposals that wait for their place
/// @param refused proposals that got none
/// @param epochs how often it began anew since the start
/// @param connects how often it was connected to
public record OrderState(
        boolean isShared,
        boolean isReached,
        boolean isFull,
        long silentMillis,
        int waiting,
        long refused,
        long epochs,
        long connects) {
    static final OrderState LOCAL = new OrderState(false, true, false, 0, 0, 0, 1, 0);
}
