using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Shop.Api.Auth;

/// <summary>
/// Data protection without stored keys: AES-256-GCM under a key derived from <see cref="SecretKey"/> for each purpose, so that both API
/// replicas read what either made.
/// </summary>
internal sealed class SealingProtector(SecretKey secret, string purpose = "protect") : IDataProtector
{
    // Each message has a key of its own, out of a random salt: random nonces alone must not be used more than 2^32 times under one key.
    private const int SaltBytes = 32;
    private const int TagBytes = 16;
    private const int NonceBytes = 12;

    private readonly byte[] _key = secret.Derive(purpose);
    private readonly IReadOnlyList<byte[]> _readingKeys = secret.DeriveForReading(purpose);

    public IDataProtector CreateProtector(string purpose1) => new SealingProtector(secret, $"{purpose}/{purpose1}");

    public byte[] Protect(byte[] plaintext)
    {
        var sealedData = new byte[SaltBytes + plaintext.Length + TagBytes];
        var (salt, text, tag) = Parts(sealedData);
        RandomNumberGenerator.Fill(salt.Span);
        using var cipher = CipherFor(_key, salt.Span);
        cipher.Encrypt(stackalloc byte[NonceBytes], plaintext, text.Span, tag.Span);
        return sealedData;
    }

    /// <exception cref="CryptographicException">It was not made by <see cref="Protect"/> under one of the keys, or was changed.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < SaltBytes + TagBytes)
        {
            throw new CryptographicException("Too short.");
        }

        foreach (var candidate in _readingKeys)
        {
            if (TryOpen(candidate, protectedData, out var plaintext))
            {
                return plaintext;
            }
        }

        throw new CryptographicException("Not made under a known key, or changed.");
    }

    private static bool TryOpen(byte[] key, byte[] sealedData, out byte[] plaintext)
    {
        var (salt, text, tag) = Parts(sealedData);
        plaintext = new byte[text.Length];
        using var cipher = CipherFor(key, salt.Span);
        try
        {
            cipher.Decrypt(stackalloc byte[NonceBytes], text.Span, tag.Span, plaintext);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static AesGcm CipherFor(byte[] key, ReadOnlySpan<byte> salt) => new(HMACSHA256.HashData(key, salt), TagBytes);

    private static (Memory<byte> Salt, Memory<byte> Text, Memory<byte> Tag) Parts(byte[] sealedData) =>
        (sealedData.AsMemory(0, SaltBytes), sealedData.AsMemory(SaltBytes..^TagBytes), sealedData.AsMemory(^TagBytes..));
}
