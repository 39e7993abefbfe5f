using Shop.Api.Http;
using Shop.Data.Audit;

namespace Shop.Api.Auth;

/// <summary>Who makes the call: an account that was there, active and signed in when the call began, or an API key that counted then.</summary>
/// <param name="Id">The user's or the key's id; empty for an anonymous caller.</param>
/// <param name="IsAdmin">A key acts as an administrator, within its scopes.</param>
internal sealed record Caller(Guid Id, bool IsAdmin)
{
    public static Caller Anonymous { get; } = new(Guid.Empty, IsAdmin: false);

    /// <summary>What an API key may do; null for everyone else.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public bool IsAnonymous => Id == Guid.Empty;

    /// <summary>One of <see cref="ActorKind"/>.</summary>
    public string Kind => this switch
    {
        { IsAnonymous: true } => ActorKind.Anonymous,
        { Scopes: not null } => ActorKind.ApiKey,
        { IsAdmin: true } => ActorKind.Admin,
        _ => ActorKind.Customer,
    };

    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(Call.Of(context).Caller);
}
