using System;

// What a mod does with the class of the how-to, as a program of its own: mod.exe ADDRESS KEY TOPIC. It prints what it hears, and
// publishes each line of its input; it ends with its input.
public static class Mod
{
    public static int Main(string[] arguments)
    {
        using (var gateway = new Gateway(arguments[0], arguments[1]))
        {
            _ = gateway.Listen(arguments[2], Console.WriteLine);
            for (string line = Console.ReadLine(); line != null; line = Console.ReadLine())
            {
                gateway.Publish(arguments[2], line, "latest").Wait();
            }
        }
        return 0;
    }
}
