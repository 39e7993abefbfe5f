namespace Shop.Api.Http;

/// <summary>Fields of the noun that a client sees but never writes: sent in a body they are <c>read_only</c>, not unknown.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadOnlyFieldsAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names { get; } = names;
}

/// <summary>A string that is taken as it came, neither trimmed nor normalised: passwords.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class VerbatimAttribute : Attribute;

/// <summary>A request that has fields only an administrator may set.</summary>
internal interface IAdminFields
{
    /// <summary>Whether any of them is set: 403 for everyone else.</summary>
    /// <param name="caller">Who asks; what an owner may set on their own behalf is theirs.</param>
    bool HasAdminFields(Guid caller);
}
