package io.vsgateway.demo;

/// What the server prints when its code fails: records of many lines, in .NET's form.
final class Mishaps {
    static final int EXCEPTION_LINES = 7;

    private Mishaps() {}

    /// An exception with a cause and an empty line in it.
    static String exception() {
        return """
        Exception: Object reference not set to an instance of an object.
         ---> System.InvalidOperationException: The mod 'demomod' failed

           --- End of inner exception stack trace ---
           at Demo.Server.CmdPlayer.setMovespeed(PlayerUidName target, TextCommandCallingArgs args) in Demo\\Player\\CmdPlayer.cs:line 1086
           at Demo.Server.ServerSystem.OnTick(Single dt) in Demo\\ServerSystem.cs:line 214
           at Demo.Server.ServerMain.Process() in Demo\\ServerMain.cs:line 901\
        """;
    }

    static String crash() {
        return """
        Caught unhandled exception in thread 'Relight'. Shutting down server.
        System.IndexOutOfRangeException: Index was outside the bounds of the array.
           at Demo.Server.ChunkIlluminator.Relight(Int32 chunkX, Int32 chunkY) in Demo\\ChunkIlluminator.cs:line 77
           at Demo.Server.ServerThread.Process() in Demo\\ServerThread.cs:line 130\
        """;
    }
}
