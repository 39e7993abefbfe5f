using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Shop.Api.Auth;
using Shop.Data.Audit;
using Shop.Data.Redis;

namespace Shop.Api.Http;

/// <summary>
/// Names the operation behind a change. Keys are hashed together with who sent them, so nobody meets another's record, and bodies under a
/// key of the server, for a plain hash could reveal a password. A record's name needs no secret and has none: it outlives a rotation.
/// </summary>
internal sealed class Operations(SecretKey secret)
{
    private const string IdHeader = "X-Operation-Id";
    private const int RecordBytes = 16;

    private readonly IReadOnlyList<byte[]> _fingerprintKeys = secret.DeriveForReading("fingerprint");

    /// <summary>The operation of a change; null when its <c>Idempotency-Key</c> can't be read.</summary>
    public Operation? Of(Call call)
    {
        var isIgnored = call.Endpoint.Metadata.GetMetadata<IdempotencyKeyIgnored>() is not null;
        var sent = call.Context.Request.Headers[IdempotencyKey.Header];
        if (isIgnored || sent.Count == 0)
        {
            return Implicit(call);
        }

        return IdempotencyKey.TryRead(sent, out var key) ? Keyed(call, key) : null;
    }

    /// <summary>The client chose the key.</summary>
    public Operation Keyed(Call call, string key) =>
        new(Record("client", call, key), Fingerprints(call), Names.Read(call.Context, IdHeader), FromClient: true) { Origin = OriginOf(call) };

    /// <summary>The operation id stands in: nginx sends the same one with every attempt.</summary>
    public Operation Implicit(Call call)
    {
        var id = Names.Read(call.Context, IdHeader);
        return new(Record("implicit", call, id), Fingerprints(call), id, FromClient: false) { Origin = OriginOf(call) };
    }

    private static string Record(string kind, Call call, string name) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{ScopeOf(call)}\0{name}")).AsSpan(0, RecordBytes));

    private static Origin OriginOf(Call call) => new(
        call.Caller.Kind,
        call.Caller.IsAnonymous ? null : call.Caller.Id,
        call.Endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "unnamed",
        ClientAddress.Of(call.Context));

    private static string ScopeOf(Call call) => call.Caller.IsAnonymous ? ClientAddress.Of(call.Context) : call.Caller.Id.ToString();

    private string Fingerprints(Call call) => string.Join(' ', _fingerprintKeys.Select(key => Fingerprint(key, call)));

    private static string Fingerprint(byte[] key, Call call)
    {
        var request = call.Context.Request;
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\0{request.Path.ToUriComponent()}\0{request.QueryString.Value}\0"));
        mac.AppendData(call.BodyBytes.Span);
        return Base64Url.EncodeToString(mac.GetHashAndReset());
    }
}
