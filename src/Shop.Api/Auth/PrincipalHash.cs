using System.Security.Cryptography;

namespace Shop.Api.Auth;

/// <summary>
/// Stands for a user in the log: the same for all requests of one user and on every replica, and without the server's secret nobody can tell whose
/// it is, or make it from an id that is known.
/// </summary>
internal sealed class PrincipalHash(SecretKey secret)
{
    private const int IdBytes = 16;
    private const int ShownBytes = 8;

    private readonly byte[] _key = secret.Derive("log-principal");

    public string Of(Guid user)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        user.TryWriteBytes(id);
        HMACSHA256.HashData(_key, id, hash);
        return Convert.ToHexStringLower(hash[..ShownBytes]);
    }
}
