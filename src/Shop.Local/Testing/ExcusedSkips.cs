namespace Shop.Local.Testing;

/// <summary>
/// A skipped test counts as a failure where CI=true, for there nothing may be missing. The one exception is what no installation can bring:
/// a machine that lets nobody run containers.
/// </summary>
internal static class ExcusedSkips
{
    /// <summary>How the reason of such a skip begins.</summary>
    public const string NoEngine = "No Docker engine";

    public static bool Includes(string reason) => reason.TrimStart().StartsWith(NoEngine, StringComparison.Ordinal);
}
