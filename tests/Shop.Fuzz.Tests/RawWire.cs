using System.Net.Sockets;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>
/// Writes bytes on one connection, behind them a request that ends it, and reads what comes until the server closes. Where the bytes have
/// swallowed that request (a length that is too large), the server waits for more, and is told that there is no more; told at once, nginx
/// would give up what it has not answered yet.
/// </summary>
internal static class RawWire
{
    /// <summary>nginx' own, and none of those that were asked for.</summary>
    public const string AnswerToTheLast = "ok\n";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly byte[] Last = "GET /nginx-health HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"u8.ToArray();

    /// <returns>The answers in turn; what can't be read as one (HTTP/0.9 has no head) ends them.</returns>
    /// <exception cref="OperationCanceledException">The server did not close in time.</exception>
    public static async Task<IReadOnlyList<Reply>> SendAsync(Uri server, byte[] bytes)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            var reading = stream.CopyToAsync(answer, limit.Token);
            await stream.WriteAsync((byte[])[.. bytes, .. Last], limit.Token);
            await Task.WhenAny(reading, Task.Delay(Patience, limit.Token));
            if (!reading.IsCompleted)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }

            await reading;
        }
        catch (Exception closed) when (closed is IOException or SocketException)
        {
            // A server that refuses a body may close before all of it is sent.
        }

        return Read(answer.ToArray());
    }

    private static List<Reply> Read(byte[] answer)
    {
        var replies = new List<Reply>();
        while (answer.AsSpan().StartsWith("HTTP/1."u8) && Wire.Parse(answer, isHead: false, isEnd: true) is { } first)
        {
            replies.Add(first.Reply);
            answer = answer[first.Length..];
        }

        return replies;
    }
}
