package io.vsgateway.game;

/// Which events somebody is waiting for now. The expressions of the settings are costly, so in a
/// flood of lines they run only while their result is wanted. All other events are always reported,
/// and an unwanted one may be.
public interface Wanted {
    /// All events, always.
    Wanted ALL =
            new Wanted() {
                @Override
                public boolean ready() {
                    return true;
                }

                @Override
                public boolean saved() {
                    return true;
                }

                @Override
                public boolean answers() {
                    return true;
                }
            };

    /// [GameEvent.Ready].
    boolean ready();

    /// [GameEvent.Saved].
    boolean saved();

    /// [GameEvent.Echoed] and [GameEvent.Printed].
    boolean answers();
}
