using Shop.Api.Http;

namespace Shop.Api.Auth;

/// <summary>Who makes the call: an account that was there, active and signed in when the call began.</summary>
/// <param name="Id">The user's id; empty for an anonymous caller.</param>
internal sealed record Caller(Guid Id, bool IsAdmin)
{
    public static Caller Anonymous { get; } = new(Guid.Empty, IsAdmin: false);

    public bool IsAnonymous => Id == Guid.Empty;

    public static ValueTask<Caller?> BindAsync(HttpContext context) => new(Call.Of(context).Caller);
}
