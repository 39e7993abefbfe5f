using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Shop.Testing;

namespace Shop.Fuzz.Tests;

/// <summary>
/// Sends bytes over a connection of their own and reads the answer. An HTTP client would refuse to send half of what is worth sending.
/// </summary>
internal sealed class Wire(Uri server)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    public Uri Server => server;

    /// <returns>The last answer, or null when the server closed without one.</returns>
    public async Task<Reply?> SendAsync(FuzzRequest request)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        var stream = client.GetStream();
        var (answer, buffer) = (new List<byte>(), new byte[64 * 1024]);
        try
        {
            await stream.WriteAsync(request.ToBytes(server.Authority), limit.Token);
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var read)
            {
                answer.AddRange(buffer.AsSpan(0, read));
                if (Parse([.. answer], request.Method == "HEAD", isEnd: false) is { } whole)
                {
                    return whole.Reply;
                }
            }
        }
        catch (IOException)
        {
            // A server that refuses a body may close before all of it is sent.
        }

        return Parse([.. answer], request.Method == "HEAD", isEnd: true)?.Reply;
    }

    /// <param name="isEnd">Whether the server has closed: an answer to HTTP/1.0 need not say how long it is.</param>
    /// <returns>The first answer and how long it is with its head; null as long as it is not whole.</returns>
    internal static (Reply Reply, int Length)? Parse(byte[] bytes, bool isHead, bool isEnd)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        var rest = bytes[(end + 4)..];
        if (status is >= 100 and < 200)
        {
            return Parse(rest, isHead, isEnd) is { } next ? (next.Reply, end + 4 + next.Length) : null;
        }

        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).GroupBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pairs => pairs.Key, pairs => string.Join(", ", pairs.Select(pair => pair[^1])), StringComparer.OrdinalIgnoreCase);
        var (body, taken) = isHead || status is 204 or 304 ? ([], 0)
            : headers.GetValueOrDefault("Transfer-Encoding") == "chunked" ? Whole(rest)
            : !headers.TryGetValue("Content-Length", out var given) ? (isEnd ? rest : null, rest.Length)
            : int.Parse(given, CultureInfo.InvariantCulture) is var length && length <= rest.Length ? (rest[..length], length)
            : (null, 0);
        return body is null ? null : (new Reply(status, Encoding.UTF8.GetString(body), headers), end + 4 + taken);
    }

    private static (byte[]? Body, int Taken) Whole(ReadOnlySpan<byte> chunks)
    {
        var (whole, all) = (new List<byte>(), chunks.Length);
        while (chunks.IndexOf("\r\n"u8) is > 0 and var line)
        {
            var length = int.Parse(chunks[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (length == 0)
            {
                return ([.. whole], all - chunks.Length + line + 4);
            }

            if (chunks.Length < line + 2 + length + 2)
            {
                return (null, 0);
            }

            whole.AddRange(chunks.Slice(line + 2, length));
            chunks = chunks[(line + 2 + length + 2)..];
        }

        return (null, 0);
    }
}
