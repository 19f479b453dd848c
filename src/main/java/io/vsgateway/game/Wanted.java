package io.vsgateway.game;

/// Which events somebody waits for at present. The expressions of the settings are costly: of the
/// lines of a flood they are asked only while the answer is wanted. The other events are always
/// told, and one that is not wanted may be.
public interface Wanted {
    /// All, always.
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
