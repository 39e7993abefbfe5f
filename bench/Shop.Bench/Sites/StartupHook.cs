/// <summary>Found by its name: it brings this assembly into a process that names it, and its hosting start-up with it.</summary>
#pragma warning disable CA1050, CA1852, MA0047 // the runtime looks for this name, outside any namespace
internal sealed class StartupHook
{
    public static void Initialize()
    {
        // To be loaded is all.
    }
}
#pragma warning restore CA1050, CA1852, MA0047
