using Shop.Api.Auth;

namespace Shop.Api.Http.Checks;

/// <summary>
/// Who calls? Credentials are checked wherever they are sent, unless the route ignores them, and needed wherever it is not for everyone.
/// </summary>
internal sealed class SignInCheck(SignIn signIn) : ICheck
{
    public async ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (call.Endpoint.Metadata.GetMetadata<CredentialsIgnored>() is not null)
        {
            return null;
        }

        var headers = call.Context.Request.Headers.Authorization;
        if (headers.Count > 1)
        {
            return Problems.InvalidHeader([Violation.InHeader("Authorization", FieldCodes.Duplicate, "must be given once")]);
        }

        if (headers.Count == 0)
        {
            return call.Audience == Audience.Everyone ? null : Problems.Unauthenticated();
        }

        var (caller, problem) = await signIn.FindCallerAsync(call.Context, ct);
        call.Caller = caller ?? Caller.Anonymous;
        return problem;
    }
}
