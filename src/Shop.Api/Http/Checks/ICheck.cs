namespace Shop.Api.Http.Checks;

/// <summary>One thing that is asked of a call before its handler runs.</summary>
internal interface ICheck
{
    /// <summary>Null when there is nothing to object to. What was found out on the way is left in the call.</summary>
    ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct);
}
