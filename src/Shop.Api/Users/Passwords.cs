using Microsoft.AspNetCore.Identity;

namespace Shop.Api.Users;

/// <summary>Hashes and verifies passwords by the framework's hasher (PBKDF2), as received: neither trimmed nor normalised.</summary>
internal sealed class Passwords
{
    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher = new();
    private readonly string _decoy;

    public Passwords() => _decoy = Hash("a password that nobody has");

    public string Hash(string password) => _hasher.HashPassword(Nobody, password);

    /// <summary>Takes the same time for an unknown user (<paramref name="hash"/> null) as for a wrong password.</summary>
    public bool Verify(string? hash, string password) =>
        _hasher.VerifyHashedPassword(Nobody, hash ?? _decoy, password) != PasswordVerificationResult.Failed && hash is not null;
}
