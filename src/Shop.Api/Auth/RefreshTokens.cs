using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Shop.Api.Auth;

/// <summary>A refresh token, taken apart.</summary>
/// <param name="Hash">All that is stored of it: a hash without salt is enough for 256 random bits.</param>
/// <param name="IsOurs">Whether it was made here. If it is not the one that counts, it was used before.</param>
internal sealed record RefreshToken(Guid UserId, Guid Session, string Hash, bool IsOurs);

/// <summary>
/// Refresh tokens: whose they are, 256 random bits, and a seal over both. The store keeps one hash for each session; the seal tells a token
/// that was used before from one that was made up, so used ones need not be kept. The one that counts works without the seal, too: a new
/// <c>SECRET_KEY</c> logs nobody out.
/// </summary>
internal sealed class RefreshTokens(SecretKey secret)
{
    private const int IdBytes = 16;
    private const int NamedBytes = 2 * IdBytes;
    private const int RandomBytes = 32;

    // With 17 the whole is a multiple of 3, and base64url has one spelling for it.
    private const int SealBytes = 17;
    private const int TokenBytes = NamedBytes + RandomBytes + SealBytes;

    private readonly byte[] _key = secret.Derive("refresh-token");
    private readonly IReadOnlyList<byte[]> _readingKeys = secret.DeriveForReading("refresh-token");

    public string Issue(Guid userId, Guid session)
    {
        byte[] signed =
        [
            .. userId.ToByteArray(bigEndian: true), .. session.ToByteArray(bigEndian: true), .. RandomNumberGenerator.GetBytes(RandomBytes),
        ];
        return Base64Url.EncodeToString([.. signed, .. Seal(_key, signed)]);
    }

    public static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));

    public bool TryRead(string text, [NotNullWhen(true)] out RefreshToken? token)
    {
        token = null;
        if (text.Length != Base64Url.GetEncodedLength(TokenBytes)
            || !Base64Url.IsValid(text, out var length) || length != TokenBytes)
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        token = new RefreshToken(
            new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true),
            new Guid(bytes.AsSpan(IdBytes, IdBytes), bigEndian: true),
            HashOf(text),
            _readingKeys.Any(key => IsSealed(key, bytes)));
        return true;
    }

    private static bool IsSealed(byte[] key, byte[] token) =>
        CryptographicOperations.FixedTimeEquals(token.AsSpan(^SealBytes..), Seal(key, token[..^SealBytes]));

    private static byte[] Seal(byte[] key, byte[] signed) => HMACSHA256.HashData(key, signed)[..SealBytes];
}
