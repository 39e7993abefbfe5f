namespace Shop.Data.Audit;

/// <summary>Who makes a change, by which call and from where: what the audit keeps of it.</summary>
/// <param name="Kind">One of <see cref="ActorKind"/>.</param>
/// <param name="Actor">The id of a user or an API key; null for an anonymous caller and for the shop itself.</param>
/// <param name="Action">The call, as the API's document names it: one word.</param>
/// <param name="Address">Where the call came from; null for the shop itself.</param>
public sealed record Origin(string Kind, Guid? Actor, string Action, string? Address)
{
    internal const string Nothing = "-";

    /// <summary>The shop itself.</summary>
    public static Origin System(string action) => new(ActorKind.System, Actor: null, action, Address: null);

    /// <summary>As audit.lua reads it.</summary>
    internal string ToArgument() => $"{Kind} {Actor?.ToString() ?? Nothing} {Action} {Address ?? Nothing}";
}

/// <summary>Who can change something.</summary>
public static class ActorKind
{
    public const string Anonymous = "anonymous";
    public const string Customer = "customer";
    public const string Admin = "admin";
    public const string ApiKey = "api_key";
    public const string System = "system";
}
