using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Shop.Api.Auth;

namespace Shop.Api.Http;

/// <summary>
/// Where a page of a list ended: the last item's id, signed together with the list it belongs to. Clients can neither make one nor use it
/// elsewhere, and both API replicas read each other's.
/// </summary>
internal sealed class Cursor(SecretKey secret)
{
    private const int IdBytes = 16;
    private const int MacBytes = 16;

    private readonly byte[] key = secret.Derive("cursor");
    private readonly IReadOnlyList<byte[]> readingKeys = secret.DeriveForReading("cursor");

    public string Sign(string scope, Guid last)
    {
        var id = last.ToByteArray(bigEndian: true);
        return Base64Url.EncodeToString([.. id, .. Mac(key, scope, id)]);
    }

    public bool TryRead(string scope, string cursor, out Guid last)
    {
        last = default;
        if (!TryDecode(cursor, out var bytes) || !readingKeys.Any(candidate => IsSigned(candidate, scope, bytes)))
        {
            return false;
        }

        last = new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true);
        return true;
    }

    /// <summary>
    /// Takes only the one spelling that <see cref="Sign"/> writes: base64url has spare bits in its last character, and decoders skip
    /// white space.
    /// </summary>
    private static bool TryDecode(string cursor, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (cursor.Length != Base64Url.GetEncodedLength(IdBytes + MacBytes) || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(cursor);
        return string.Equals(Base64Url.EncodeToString(bytes), cursor, StringComparison.Ordinal);
    }

    private static bool IsSigned(byte[] key, string scope, byte[] bytes) =>
        CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdBytes), Mac(key, scope, bytes[..IdBytes]));

    private static byte[] Mac(byte[] key, string scope, byte[] id)
    {
        byte[] signed = [.. id, .. Encoding.UTF8.GetBytes(scope)];
        return HMACSHA256.HashData(key, signed)[..MacBytes];
    }
}
