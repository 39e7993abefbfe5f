namespace Shop.Api.Http.Checks;

/// <summary>The body keeps the rules. One that does not, and is aimed at nothing or at an older version, is told that first.</summary>
internal sealed class RuleCheck : ICheck
{
    public async ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        if (call.Body is not { } body || call.Contract.Body!.Judge(body) is not { Count: > 0 } violations)
        {
            return null;
        }

        return await ObjectToSubjectAsync(call) ?? Problems.ValidationFailed(violations);
    }

    private static async Task<Problem?> ObjectToSubjectAsync(Call call)
    {
        if (call.Endpoint.Metadata.GetMetadata<SubjectFinder>() is not { } finder)
        {
            return null;
        }

        var subject = await finder.FindAsync(call.Context);
        if (!subject.Exists)
        {
            return Problems.NotFound();
        }

        return subject.Matches(call.IfMatch) ? null : Problems.PreconditionFailed(subject.Version);
    }
}
