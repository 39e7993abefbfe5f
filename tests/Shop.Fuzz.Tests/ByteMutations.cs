using System.Text;

namespace Shop.Fuzz.Tests;

/// <summary>Bodies as bytes: cut off, flipped, stretched, not UTF-8, none at all.</summary>
internal static class ByteMutations
{
    private const int BodyLimit = 128 * 1024;

    private static readonly byte[][] Wholes =
    [
        [], "{}"u8.ToArray(), "[]"u8.ToArray(), "null"u8.ToArray(), "42"u8.ToArray(), "\"x\""u8.ToArray(), "{"u8.ToArray(),
        "}"u8.ToArray(), "{}{}"u8.ToArray(),
        "{}x"u8.ToArray(), [0], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE, 0x7B, 0], "a=b&c=d"u8.ToArray(), "<a/>"u8.ToArray(), " \t\r\n"u8.ToArray(),
    ];

    private static readonly byte[][] Inserted =
    [
        [0xC3, 0x28], [0xFF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0], [0xEF, 0xBB, 0xBF], "\\"u8.ToArray(),
        "\""u8.ToArray(), ","u8.ToArray(),
    ];

    public static IReadOnlyList<(string Name, Mutation Apply)> All { get; } =
    [
        ("a bit of the body is flipped", OnBytes((body, random) =>
            { body[random.Next(body.Length)] ^= (byte)(1 << random.Next(8)); return body; })),
        ("the body is cut off", OnBytes((body, random) => body[..random.Next(body.Length)])),
        ("bytes are in the body", OnBytes((body, random) =>
        {
            var at = random.Next(body.Length + 1);
            return [.. body[..at], .. random.Of(Inserted), .. body[at..]];
        })),
        ("the body is twice there", OnBytes((body, _) => [.. body, .. body])),
        ("the body begins with a mark", OnBytes((body, _) => [0xEF, 0xBB, 0xBF, .. body])),
        ("the body is UTF-16", OnBytes((body, _) => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)))),
        ("the body is a whole", (request, _, random) => request with { Body = random.Of(Wholes) }),
        ("the body is none", (request, _, _) => request with { Body = null }),
        ("the body is as large as may be", OnBytes((body, random) => Padded(body, BodyLimit + random.Of([-1, 0, 1, 1024])))),
        ("the body comes in chunks", (request, _, _) => request with { IsChunked = true }),
    ];

    private static Mutation OnBytes(Func<byte[], Random, byte[]> change) => (request, _, random) =>
        request with { Body = request.Body is { Length: > 0 } body ? change([.. body], random) : [(byte)random.Next(256)] };

    private static byte[] Padded(byte[] body, int length) =>
        body.Length > length ? body : [.. body, .. Enumerable.Repeat((byte)' ', length - body.Length)];
}
