using Microsoft.Extensions.Primitives;
using Shop.Api.Auth;

namespace Shop.Api.Http.Checks;

/// <summary>
/// Who calls? Credentials are checked wherever they are sent, unless the route ignores them, and needed wherever it is not for everyone.
/// </summary>
internal sealed class SignInCheck(SignIn signIn, ApiKeySignIn keySignIn, Operations operations, IAccounts accounts) : ICheck
{
    public async ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (call.Endpoint.Metadata.GetMetadata<CredentialsIgnored>() is not null)
        {
            return null;
        }

        var headers = call.Context.Request.Headers;
        var (tokens, keys) = (headers.Authorization, headers[ApiKeySecrets.Header]);
        if (tokens.Count + keys.Count > 1)
        {
            return Problems.InvalidHeader([OneTooMany(keys)]);
        }

        if (tokens.Count + keys.Count == 0)
        {
            return call.Audience == Audience.Everyone ? null : Problems.Unauthenticated();
        }

        var (caller, problem) = keys.Count > 0
            ? await keySignIn.FindCallerAsync(keys.ToString(), call.Context, ct)
            : await signIn.FindCallerAsync(call.Context, ct);
        call.Caller = caller ?? Caller.Anonymous;
        return problem is not null && await EndedItselfAsync(call, ct) ? null : problem;
    }

    private static Violation OneTooMany(StringValues keys) => keys.Count == 0
        ? Violation.InHeader("Authorization", FieldCodes.Duplicate, "must be given once")
        : Violation.InHeader(ApiKeySecrets.Header, FieldCodes.Duplicate, "must be given once, and not beside Authorization");

    /// <summary>
    /// Log-out everywhere, a new password, the end of an account: such a call ends the token that it bears. When nginx hands it on after it has taken
    /// effect, that token must still do to hear the answer.
    /// </summary>
    private async Task<bool> EndedItselfAsync(Call call, CancellationToken ct) =>
        !call.Caller.IsAnonymous
        && call.Contract.IsChange
        && operations.Of(call) is { } operation
        && await accounts.IsResendAsync(operation, ct);
}
