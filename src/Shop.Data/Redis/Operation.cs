using Shop.Data.Audit;

namespace Shop.Data.Redis;

/// <summary>
/// Makes a change happen once, however often it is sent: by the commit path after a failover, by nginx to the other API replica, by the
/// client itself. The change's own script writes the operation's record in the same atomic step as its effect.
/// </summary>
/// <param name="Record">Names the record: the caller and its <c>Idempotency-Key</c>, hashed, or the operation id where the client sent no key.</param>
/// <param name="Fingerprint">
/// An HMAC over method, path, query and body. Another fingerprint under the same record is a reused key. While the secret is rotated there
/// are two, separated by a space: a request is the same when one of them is.
/// </param>
/// <param name="Id">nginx's operation id, the same for every upstream attempt of one request. A record that bears it is a resend, not a replay.</param>
/// <param name="FromClient">
/// Whether the client chose the key. Its record holds the whole answer for 24 h; the record of an implicit key holds the outcome and the id
/// of what it made for 10 min, enough for nginx and the commit path to send the change again.
/// </param>
public sealed record Operation(string Record, string Fingerprint, string Id, bool FromClient)
{
    /// <summary>What the audit says of the change.</summary>
    public Origin Origin { get; init; } = Origin.System("unnamed");

    /// <summary>How long the record is kept: 24 h for a client's key, 10 min for an implicit one.</summary>
    public TimeSpan Retention => FromClient ? TimeSpan.FromHours(24) : TimeSpan.FromMinutes(10);
}
