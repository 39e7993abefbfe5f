namespace Shop.Api.Http.Checks;

/// <summary>What is for administrators is for nobody else.</summary>
internal sealed class RoleCheck : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct) =>
        new(call.Audience == Audience.Admin && !call.Caller.IsAdmin ? Problems.Forbidden() : null);
}
