namespace Shop.Api.Http.Checks;

/// <summary>An id in the path that is no UUID names nothing.</summary>
internal sealed class IdCheck : ICheck
{
    public ValueTask<Problem?> ObjectAsync(Call call, CancellationToken ct)
    {
        var values = call.Context.Request.RouteValues;
        var meIsCaller = call.Endpoint.Metadata.GetMetadata<MeAllowed>() is not null && !call.Caller.IsAnonymous;
        foreach (var name in call.Contract.Ids)
        {
            if (meIsCaller && values[name] is "me")
            {
                values[name] = call.Caller.Id.ToString();
            }

            if (!Uuids.IsUuid(values[name] as string))
            {
                return new(Problems.NotFound());
            }
        }

        return new((Problem?)null);
    }
}
