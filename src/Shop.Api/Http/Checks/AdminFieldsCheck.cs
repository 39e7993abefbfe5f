namespace Shop.Api.Http.Checks;

/// <summary>Fields that only administrators may set, set by someone else.</summary>
internal sealed class AdminFieldsCheck : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct) =>
        new(call.Body is IAdminFields body && !call.Caller.IsAdmin && body.HasAdminFields(call.Caller.Id) ? Problems.Forbidden() : null);
}
