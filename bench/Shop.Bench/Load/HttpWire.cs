using System.Net.Sockets;
using System.Text;
using Shop.Local.Stack;

namespace Shop.Bench.Load;

/// <summary>One kept connection that sends prepared bytes: a client that costs the machine as little as can be.</summary>
internal sealed class HttpWire : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public static async Task<HttpWire> OpenAsync(Node entrance)
    {
        var wire = new HttpWire();
        await wire._socket.ConnectAsync(entrance.Host, entrance.Port);
        return wire;
    }

    /// <summary>The status; the answer has been read whole.</summary>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var (read, length) = (0, -1);
        while (length < 0 || read < length)
        {
            var more = await _socket.ReceiveAsync(_buffer.AsMemory(read));
            if (more == 0)
            {
                throw new IOException("The connection was closed in the middle of an answer.");
            }

            read += more;
            length = length < 0 ? LengthOf(_buffer.AsSpan(0, read)) : length;
        }

        return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + _buffer[11] - '0';
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Of head and body together; -1 while the head is not there yet.</summary>
    private static int LengthOf(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return -1;
        }

        var head = Encoding.ASCII.GetString(answer[..end]);
        var at = head.IndexOf("\r\nContent-Length: ", StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? throw new IOException($"An answer without its length: {head}")
            : end + 4 + int.Parse(head.AsSpan(at + 18, Until(head, at + 18)), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Until(string head, int from) => (head.IndexOf('\r', from) is var end and >= 0 ? end : head.Length) - from;
}
