namespace Shop.Api.Http;

/// <summary>
/// The query parameters of a call, beside those of <see cref="Page"/>: read strictly and valid by the time a handler sees them. T has a
/// property for each, string?, long? or bool?, and an IValidator; a parameter is named as its property.
/// </summary>
internal sealed record Query<T>(T Value) where T : class, new()
{
    public static ValueTask<Query<T>?> BindAsync(HttpContext context) => new(new Query<T>((T)Call.Of(context).Query!));
}
