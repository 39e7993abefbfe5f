using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Shop.Api.Auth;

namespace Shop.Api.Http;

/// <summary>
/// Where a page of a list ended: the sort key and the id of a row, signed together with the list it belongs to. Clients can neither make
/// one nor use it elsewhere, and both API replicas read each other's.
/// </summary>
internal sealed class Cursor(SecretKey secret)
{
    private const int MacBytes = 16;

    private readonly byte[] _key = secret.Derive("cursor");
    private readonly IReadOnlyList<byte[]> _readingKeys = secret.DeriveForReading("cursor");

    public string Sign(string scope, string position)
    {
        var bytes = Encoding.UTF8.GetBytes(position);
        return Base64Url.EncodeToString([.. bytes, .. Mac(_key, scope, bytes)]);
    }

    public bool TryRead(string scope, string cursor, [NotNullWhen(true)] out string? position)
    {
        position = null;
        if (!TryDecode(cursor, out var bytes) || !_readingKeys.Any(candidate => IsSigned(candidate, scope, bytes)))
        {
            return false;
        }

        position = Encoding.UTF8.GetString(bytes.AsSpan(..^MacBytes));
        return true;
    }

    /// <summary>
    /// Takes only the one spelling that <see cref="Sign"/> writes: base64url has spare bits in its last character, and decoders skip
    /// white space.
    /// </summary>
    private static bool TryDecode(string cursor, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!Base64Url.IsValid(cursor))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(cursor);
        return bytes.Length >= MacBytes && string.Equals(Base64Url.EncodeToString(bytes), cursor, StringComparison.Ordinal);
    }

    private static bool IsSigned(byte[] key, string scope, byte[] bytes) =>
        CryptographicOperations.FixedTimeEquals(bytes.AsSpan(^MacBytes..), Mac(key, scope, bytes[..^MacBytes]));

    // The length keeps the end of a position from being read as the beginning of a scope.
    private static byte[] Mac(byte[] key, string scope, byte[] position)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, position.Length);
        byte[] signed = [.. length, .. position, .. Encoding.UTF8.GetBytes(scope)];
        return HMACSHA256.HashData(key, signed)[..MacBytes];
    }
}
