using System.Net.Sockets;
using StackExchange.Redis;

namespace Shop.Data.Redis;

/// <summary>A failure as a label: a closed set, never a message.</summary>
internal static class FailureKind
{
    /// <summary>No answer within the limit.</summary>
    public const string Timeout = "timeout";

    /// <summary>An answer, and no proof that it came from the connection that was asked.</summary>
    public const string Unproven = "unproven";

    public static string Of(Exception failure) => failure switch
    {
        PassedOverException passedOver => passedOver.Kind,
        TimeoutException => Timeout,
        OperationCanceledException => "cancelled",
        RedisServerException error => TransientFailure.IsServerState(error.Message) ? error.Message.Split(' ', 2)[0] : "ERR",
        RedisCommandException refused => ClientLibrary.SaysReplica(refused) ? "READONLY" : "ERR",
        RedisException or IOException or SocketException or ObjectDisposedException => "connection",
        _ => "_OTHER",
    };
}

/// <summary>A node that is well, and may not answer this read.</summary>
/// <param name="kind">A word for the label.</param>
internal sealed class PassedOverException(string kind, string message) : IOException(message)
{
    public string Kind { get; } = kind;
}
