using Shop.Data.Redis;

namespace Shop.Data.Audit;

/// <summary>One change: who made it, by which call, from where, to which object. It never holds a value of the object.</summary>
/// <param name="Sequence">Rises by one with each entry.</param>
/// <param name="Actor">The id of a user or an API key; null for an anonymous caller and for the shop itself.</param>
/// <param name="Action">The call, as the API's document names it.</param>
/// <param name="VersionBefore">The object's ETag before, without quotes; null when the change has made it.</param>
/// <param name="VersionAfter">The object's ETag after; null when it is gone.</param>
/// <param name="Address">Where the call came from; null when it is not known any more.</param>
/// <param name="Outcome">The code of the script that made the change.</param>
public sealed record AuditEntry(
    long Sequence,
    DateTimeOffset At,
    string ActorKind,
    Guid? Actor,
    string Action,
    string ObjectType,
    Guid ObjectId,
    string? VersionBefore,
    string? VersionAfter,
    string? Address,
    string Outcome)
{
    internal static AuditEntry From(HashFields fields) => new(
        fields.Number("sequence"),
        fields.Time("at"),
        fields["actorKind"],
        Known(fields["actor"]) is { } actor ? Guid.Parse(actor) : null,
        fields["action"],
        fields["objectType"],
        fields.Id("objectId"),
        Known(fields["versionBefore"]),
        Known(fields["versionAfter"]),
        Known(fields["address"]),
        fields["outcome"]);

    private static string? Known(string text) => text == Origin.Nothing ? null : text;
}

/// <summary>What can be changed.</summary>
public static class AuditObject
{
    public const string User = "user";
    public const string Product = "product";
    public const string Purchase = "purchase";
    public const string ApiKey = "api_key";
}
