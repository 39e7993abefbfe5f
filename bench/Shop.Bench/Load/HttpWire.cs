using System.Net.Sockets;
using System.Text;
using Shop.Local.Stack;

namespace Shop.Bench.Load;

/// <summary>One kept connection that sends prepared bytes: a client that costs the machine as little as can be.</summary>
internal sealed class HttpWire(Node entrance) : IDisposable
{
    private readonly byte[] _buffer = new byte[256 * 1024];
    private Socket? _socket;
    private bool _ending;

    /// <summary>The status; the answer has been read whole.</summary>
    /// <exception cref="SpoiltRoundException">It never came.</exception>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        var socket = _socket ??= await ConnectAsync();
        await socket.SendAsync(request);
        var (read, length) = (0, -1);
        while (length < 0 || read < length)
        {
            var more = await socket.ReceiveAsync(_buffer.AsMemory(read));
            if (more == 0)
            {
                throw new SpoiltRoundException($"A connection was closed after {read} bytes of an answer.");
            }

            read += more;
            length = length < 0 ? LengthOf(_buffer.AsSpan(0, read)) : length;
        }

        if (_ending)
        {
            (_socket, _ending) = (null, false);
            socket.Dispose();
        }

        return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + _buffer[11] - '0';
    }

    public void Dispose() => _socket?.Dispose();

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(entrance.Host, entrance.Port);
        return socket;
    }

    /// <summary>Of head and body together; -1 while the head is not there yet.</summary>
    private int LengthOf(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return -1;
        }

        var head = Encoding.ASCII.GetString(answer[..end]);
        if (head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase))
        {
            _ending = true; // nginx does so after a thousand requests
        }

        var at = head.IndexOf("\r\nContent-Length: ", StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? throw new IOException($"An answer without its length: {head}")
            : end + 4 + int.Parse(head.AsSpan(at + 18, Until(head, at + 18)), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static int Until(string head, int from) => (head.IndexOf('\r', from) is var end and >= 0 ? end : head.Length) - from;
}
