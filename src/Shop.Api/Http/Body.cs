namespace Shop.Api.Http;

/// <summary>The JSON body of a call: parsed strictly and valid by the time a handler sees it.</summary>
internal sealed record Body<T>(T Value) where T : class
{
    public static ValueTask<Body<T>?> BindAsync(HttpContext context) => new(new Body<T>((T)Call.Of(context).Body!));
}

/// <summary>The same where every field is optional: an absent or empty body is <c>{}</c> and needs no Content-Type.</summary>
internal sealed record OptionalBody<T>(T Value) where T : class
{
    public static ValueTask<OptionalBody<T>?> BindAsync(HttpContext context) => new(new OptionalBody<T>((T)Call.Of(context).Body!));
}
