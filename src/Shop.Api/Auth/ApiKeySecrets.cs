using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Api.Auth;

/// <summary>The secret of a new API key: as it is shown once, as it is stored, and as the operation's record keeps it for a replay.</summary>
internal sealed record ApiKeySecret(string Text, string Hash, string Sealed);

/// <summary>
/// API keys: <c>shop_</c>, for those who search for lost secrets, then whose they are and 256 random bits. A hash without salt is enough for so
/// many. They carry no seal and live through a new <c>SECRET_KEY</c>.
/// </summary>
internal sealed class ApiKeySecrets(SecretKey secret)
{
    public const string Header = "X-Api-Key";

    private const string Prefix = "shop_";
    private const int IdBytes = 16;
    private const int RandomBytes = 32;

    // A multiple of 3 has one spelling in base64url.
    private const int KeyBytes = IdBytes + RandomBytes;

    private readonly SealingProtector _seal = new(secret, "stored-api-key");

    public ApiKeySecret Issue(Guid id)
    {
        byte[] bytes = [.. id.ToByteArray(bigEndian: true), .. RandomNumberGenerator.GetBytes(RandomBytes)];
        var text = Prefix + Base64Url.EncodeToString(bytes);
        return new ApiKeySecret(text, HashOf(text), Base64Url.EncodeToString(_seal.Protect(Encoding.ASCII.GetBytes(text))));
    }

    /// <summary>The secret of a stored answer, which the other replica may have made, or this one under the key before.</summary>
    public string Open(string sealedText) => Encoding.ASCII.GetString(_seal.Unprotect(Base64Url.DecodeFromChars(sealedText)));

    public static bool TryRead(string text, out Guid id)
    {
        id = Guid.Empty;
        if (text.Length != Prefix.Length + Base64Url.GetEncodedLength(KeyBytes)
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base64Url.IsValid(text.AsSpan(Prefix.Length), out var length) || length != KeyBytes)
        {
            return false;
        }

        id = new Guid(Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length)).AsSpan(0, IdBytes), bigEndian: true);
        return true;
    }

    public static bool IsHashOf(string hash, string text) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(HashOf(text)));

    private static string HashOf(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(text)));
}
