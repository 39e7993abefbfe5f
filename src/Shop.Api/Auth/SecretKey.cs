using System.Security.Cryptography;
using System.Text;
using Shop.Data;

namespace Shop.Api.Auth;

/// <summary>
/// The server's one secret, <c>SECRET_KEY</c>: text of at least 32 bytes in UTF-8, taken as it stands (a base64 text is not decoded).
/// Nothing uses it directly: each purpose has a key of its own, derived by HKDF-SHA256.
/// </summary>
internal sealed class SecretKey
{
    private const int MinBytes = 32;
    private const int DerivedBytes = 32;

    private readonly byte[] _current;
    private readonly byte[]? _previous;

    private SecretKey(byte[] current, byte[]? previous) => (_current, _previous) = (current, previous);

    /// <exception cref="SettingException">There is none, or it is too short to be a secret.</exception>
    public static SecretKey From(IConfiguration configuration) =>
        new(Bytes(configuration, "SECRET_KEY") ?? throw TooShort("SECRET_KEY"), Bytes(configuration, "SECRET_KEY_PREVIOUS"));

    public byte[] Derive(string purpose) => Derive(_current, purpose);

    /// <summary>The keys that still read what was made for the purpose: the present one, and during a rotation the one before.</summary>
    public IReadOnlyList<byte[]> DeriveForReading(string purpose) =>
        _previous is null ? [Derive(purpose)] : [Derive(purpose), Derive(_previous, purpose)];

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, DerivedBytes, info: Encoding.UTF8.GetBytes("shop/" + purpose));

    private static byte[]? Bytes(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length >= MinBytes ? bytes : throw TooShort(name);
    }

    private static SettingException TooShort(string name) => new(
        $"{name} must be set to at least {MinBytes} random bytes, for instance the output of: openssl rand -base64 48");
}
