using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Shop.Api.Auth;

namespace Shop.Api.Http;

/// <summary>
/// Text that clients carry for us, signed together with its scope. They can neither make one nor use it elsewhere, and both API replicas
/// read each other's.
/// </summary>
internal sealed class SignedText(SecretKey secret, string purpose)
{
    private const int MacBytes = 16;

    private readonly byte[] _key = secret.Derive(purpose);
    private readonly IReadOnlyList<byte[]> _readingKeys = secret.DeriveForReading(purpose);

    public string Sign(string scope, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Base64Url.EncodeToString([.. bytes, .. Mac(_key, scope, bytes)]);
    }

    public bool TryRead(string scope, string signed, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!TryDecode(signed, out var bytes) || !_readingKeys.Any(candidate => IsSigned(candidate, scope, bytes)))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(bytes.AsSpan(..^MacBytes));
        return true;
    }

    /// <summary>
    /// Takes only the one spelling that <see cref="Sign"/> writes: base64url has spare bits in its last character, and decoders skip
    /// white space.
    /// </summary>
    private static bool TryDecode(string signed, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (!Base64Url.IsValid(signed))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(signed);
        return bytes.Length >= MacBytes && string.Equals(Base64Url.EncodeToString(bytes), signed, StringComparison.Ordinal);
    }

    private static bool IsSigned(byte[] key, string scope, byte[] bytes) =>
        CryptographicOperations.FixedTimeEquals(bytes.AsSpan(^MacBytes..), Mac(key, scope, bytes[..^MacBytes]));

    // The length keeps the end of a text from being read as the beginning of a scope.
    private static byte[] Mac(byte[] key, string scope, byte[] text)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        byte[] signed = [.. length, .. text, .. Encoding.UTF8.GetBytes(scope)];
        return HMACSHA256.HashData(key, signed)[..MacBytes];
    }
}
