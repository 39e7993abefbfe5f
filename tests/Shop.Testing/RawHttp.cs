using System.Net.Sockets;
using System.Text;

namespace Shop.Testing;

/// <summary>A request word for word, for what no HTTP client would send.</summary>
public static class RawHttp
{
    /// <param name="lines">The request line and headers besides Host and Connection.</param>
    public static async Task<Reply> SendAsync(Uri server, params string[] lines)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        await using var stream = client.GetStream();
        string[] request = [lines[0], $"Host: {server.Authority}", "Connection: close", .. lines.Skip(1), "", ""];
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Join("\r\n", request)));
        using var reader = new StreamReader(stream);
        return Read(await reader.ReadToEndAsync());
    }

    private static Reply Read(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var lines = answer[..end].Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .GroupBy(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => string.Join(", ", group), StringComparer.OrdinalIgnoreCase);
        var status = int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return new Reply(status, answer[(end + 4)..], headers);
    }
}
