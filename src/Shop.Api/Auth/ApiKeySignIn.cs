using Shop.Api.Http;
using Shop.Api.Limits;

namespace Shop.Api.Auth;

/// <summary>Finds out which machine calls, by its API key.</summary>
internal sealed class ApiKeySignIn(IApiKeys keys, CallerLimit limit, TimeProvider clock)
{
    /// <returns>The caller, or the problem.</returns>
    public async ValueTask<(Caller? Caller, Problem? Problem)> FindCallerAsync(string text, HttpContext context, CancellationToken ct)
    {
        if (!ApiKeySecrets.TryRead(text, out var id))
        {
            return (null, Problems.Unauthenticated());
        }

        if (limit.ObjectTo(id, context) is { } limited)
        {
            return (null, limited);
        }

        if (await keys.FindAsync(id, ct) is not { } key || !ApiKeySecrets.IsHashOf(key.Hash, text))
        {
            return (null, Problems.Unauthenticated());
        }

        if (key.ExpiresAt <= clock.GetUtcNow())
        {
            return (null, Problems.ApiKeyExpired());
        }

        limit.Spend(id, context);
        keys.NoteUse(id);
        return (new Caller(id, IsAdmin: true) { Scopes = key.Scopes }, null);
    }
}
