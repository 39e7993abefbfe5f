namespace Shop.Data.Redis;

/// <summary>Why a connection was given up for a new one.</summary>
internal static class ConnectionLoss
{
    /// <summary>It did not come back in time by itself.</summary>
    public const string Lost = "lost";

    /// <summary>The node is silent: it hangs, or the network swallows everything.</summary>
    public const string Hung = "hung";

    /// <summary>It is up, and the library refuses to use it.</summary>
    public const string Refused = "refused";

    /// <summary>Nothing proves that a batch of writes ran on it.</summary>
    public const string Unproven = "unproven";

    public static readonly string[] All = [Lost, Hung, Refused, Unproven];
}
