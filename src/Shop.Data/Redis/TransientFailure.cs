using System.Net.Sockets;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>Tells a node that cannot answer now from a defect in what it was asked.</summary>
internal static class TransientFailure
{
    // The first word of an error of Redis. Each says "not now, not here"; what is not listed (ERR, WRONGTYPE, NOPERM …) would come again.
    private static readonly HashSet<string> ServerStates = new(StringComparer.Ordinal)
    {
        "NOSCRIPT", "READONLY", "LOADING", "MASTERDOWN", "NOREPLICAS", "UNBLOCKED", "OOM", "MISCONF", "BUSY", "TRYAGAIN", "NOAUTH", "WRONGPASS",
    };

    /// <summary>
    /// Whether another node, or the same one later, may give an answer. A cancellation counts: the callers look at their own token first, and the
    /// library cancels what it had not sent when a connection is closed.
    /// </summary>
    public static bool Is(Exception exception) => exception switch
    {
        RedisServerException error => IsServerState(error.Message),
        RedisCommandException refused => ClientLibrary.SaysReplica(refused),
        RedisException or TimeoutException or OperationCanceledException or IOException or SocketException or ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>Whether an error of Redis speaks of the state of the server rather than of the command.</summary>
    internal static bool IsServerState(string message) => ServerStates.Contains(message.Split(' ', 2)[0]);
}
