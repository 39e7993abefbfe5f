using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Shop.Api.Auth;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>
/// Names the operation behind a change. Keys are hashed together with who sent them, so nobody meets another's record, and bodies under a
/// key of the server, for a plain hash could reveal a password.
/// </summary>
internal sealed class Operations(SecretKey secret)
{
    private const string IdHeader = "X-Operation-Id";
    private const int RecordBytes = 16;

    private readonly byte[] clientKey = secret.Derive("operation");
    private readonly byte[] implicitKey = secret.Derive("operation-implicit");
    private readonly byte[] fingerprintKey = secret.Derive("fingerprint");

    /// <summary>The client chose the key.</summary>
    public Operation Keyed(Call call, string key) =>
        new(Record(clientKey, call, key), Fingerprint(call), Names.Read(call.Context, IdHeader), FromClient: true);

    /// <summary>The operation id stands in: nginx sends the same one with every attempt.</summary>
    public Operation Implicit(Call call)
    {
        var id = Names.Read(call.Context, IdHeader);
        return new(Record(implicitKey, call, id), Fingerprint(call), id, FromClient: false);
    }

    private static string Record(byte[] key, Call call, string name) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{ScopeOf(call)}\0{name}")).AsSpan(0, RecordBytes));

    private static string ScopeOf(Call call) => call.Caller.IsAnonymous ? ClientAddress.Of(call.Context) : call.Caller.Id.ToString();

    private string Fingerprint(Call call)
    {
        var request = call.Context.Request;
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, fingerprintKey);
        mac.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\0{request.Path.ToUriComponent()}\0{request.QueryString.Value}\0"));
        mac.AppendData(call.BodyBytes.Span);
        return Base64Url.EncodeToString(mac.GetHashAndReset());
    }
}
