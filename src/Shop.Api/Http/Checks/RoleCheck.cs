namespace Shop.Api.Http.Checks;

/// <summary>
/// What is for administrators is for nobody else. An API key may do what it has the scope for, and nothing on a route that names no scope.
/// </summary>
internal sealed class RoleCheck : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct) => new(call.Caller.Scopes is { } scopes
        ? ObjectToKey(scopes, call.Endpoint.Metadata.GetMetadata<KeyScope>()?.Scope)
        : call.Audience == Audience.Admin && !call.Caller.IsAdmin ? Problems.Forbidden() : null);

    private static Problem? ObjectToKey(IReadOnlyList<string> scopes, string? needed)
    {
        if (needed is null)
        {
            return Problems.NotForKeys();
        }

        return scopes.Contains(needed, StringComparer.Ordinal) ? null : Problems.ScopeMissing(needed);
    }
}
