using System.Text;

namespace Shop.Fuzz.Tests;

/// <summary>Changes a request where it lies: as bytes, without a thought for what they mean.</summary>
internal static class RawBytes
{
    private static readonly byte[][] Inserted =
    [
        "\r\n"u8.ToArray(), "\n"u8.ToArray(), "\r"u8.ToArray(), "\0"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "{x}"u8.ToArray(), [0xFF],
        "\r\n\r\n"u8.ToArray(), "%0d%0a"u8.ToArray(), "%00"u8.ToArray(), "\\u0000"u8.ToArray(), "\\r\\n"u8.ToArray(), ": "u8.ToArray(),
        "*1\r\n$8\r\nFLUSHALL\r\n"u8.ToArray(), "\r\nFLUSHALL\r\n"u8.ToArray(), "Content-Length: 3\r\n"u8.ToArray(),
        "Transfer-Encoding: chunked\r\n"u8.ToArray(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), "99999999999999999999"u8.ToArray(),
    ];

    public static byte[] Mutate(byte[] request, Random random)
    {
        for (var left = random.Next(4); left > 0 && request.Length > 0; left--)
        {
            request = Once(request, random);
        }

        return request;
    }

    private static byte[] Once(byte[] request, Random random)
    {
        var (at, length) = (random.Next(request.Length), random.Next(1, 17));
        var end = Math.Min(at + length, request.Length);
        switch (random.Next(6))
        {
            case 0:
                request = [.. request];
                request[at] ^= (byte)(1 << random.Next(8));
                return request;
            case 1:
                request = [.. request];
                request[at] = (byte)random.Next(256);
                return request;
            case 2:
                return [.. request[..at], .. request[end..]];
            case 3:
                return [.. request[..end], .. request[at..]];
            case 4:
                return [.. request[..at], .. random.Of(Inserted), .. request[at..]];
            default:
                return [.. request[..at], .. Encoding.UTF8.GetBytes(random.Of(Specials.Texts)), .. request[at..]];
        }
    }
}
